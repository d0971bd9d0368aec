import { hashOfToken } from '@/lib/access-link'
import type { InvitationRow, LinkPurpose, LinkRow, Role } from '@/lib/account'
import { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'

/** True of links that can still be used, by the database's clock. */
export const OPEN = Prisma.sql`"usedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > CURRENT_TIMESTAMP`

/** The link of a token, and whether it can be used now; null for an unknown token. */
export async function findLink(db: Database, purpose: LinkPurpose, token: string): Promise<LinkRow | null> {
  const rows = await db.$queryRaw<LinkRow[]>`
    SELECT link.role::text, "userId", name, (${OPEN} AND "deactivatedAt" IS NULL) AS "isOpen"
    FROM "AccessLink" link LEFT JOIN "User" ON "User".id = "userId"
    WHERE "tokenHash" = ${await hashOfToken(token)} AND purpose::text = ${purpose}`
  return rows[0] ?? null
}

type InvitationRecord = { id: number; role: Role; createdBy: string; createdAt: Date; expiresAt: Date }

/** Invitations that can still be taken up, newest first. */
export async function listInvitations(db: Database): Promise<InvitationRow[]> {
  const rows = await db.$queryRaw<InvitationRecord[]>`
    SELECT id, role::text, "createdBy", "createdAt", "expiresAt" FROM "AccessLink"
    WHERE purpose = 'INVITATION' AND ${OPEN} ORDER BY id DESC`
  return rows.map(({ createdAt, expiresAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }))
}
