import { hashOfToken } from '@/lib/access-link'
import { actorOf, LINK_HOURS, LinkPurpose, type Role } from '@/lib/account'
import { AppError } from '@/lib/error'
import { Prisma, type PrismaClient } from '@/prisma/generated/client'
import { type Author, type Recording, write, writePeople } from '../write'
import { OPEN } from './read'

type Row = { id: number; purpose: LinkPurpose; role: Role | null; userId: string | null; createdBy: string }

/** Stores a link that sets up a ledger without people, and revokes earlier ones. */
export function makeSetupLink(db: PrismaClient, token: string) {
  return writePeople(db, { actor: 'setup', submission: null }, 'setup.linkMade', async (tx, record) => {
    await revokeLinks(tx, record, Prisma.sql`purpose = 'SETUP'`)
    const data = await keep(tx, { purpose: LinkPurpose.SETUP, token, createdBy: 'setup' })
    record({ action: 'setup.linkMade', subject: 'setup', data })
    return null
  })
}

/** Stores a link by which one person joins with a role. */
export function invite(db: PrismaClient, author: Author, { role, token }: { role: Role; token: string }) {
  return write(db, author, 'person.invited', async (tx, record) => {
    const data = await keep(tx, { purpose: LinkPurpose.INVITATION, token, role, createdBy: author.actor })
    record({ action: 'person.invited', subject: 'invitation', data: { role, ...data } })
    return null
  })
}

/** Refuses, with CONFLICT, one that was taken up, revoked or has expired. */
export function revokeInvitation(db: PrismaClient, author: Author, id: number) {
  return write(db, author, 'person.invitationRevoked', async (tx, record) => {
    const revoked = await revokeLinks(tx, record, Prisma.sql`purpose = 'INVITATION' AND id = ${id}`)
    if (revoked === 0) throw new AppError('CONFLICT', 'linkOver')
    return null
  })
}

/** Stores a link by which a person sets a new password. Refuses, with CONFLICT, a deactivated person. */
export function makePasswordLink(db: PrismaClient, author: Author, { id, token }: { id: string; token: string }) {
  return write(db, author, 'person.passwordLinkMade', async (tx, record) => {
    const person = await tx.user.findUnique({ where: { id } })
    if (!person) throw new AppError('NOT_FOUND', 'noPerson')
    if (person.deactivatedAt) throw new AppError('CONFLICT', 'personDeactivated')
    const data = await keep(tx, { purpose: LinkPurpose.PASSWORD, token, userId: id, createdBy: author.actor })
    record({ action: 'person.passwordLinkMade', subject: actorOf(person), data })
    return null
  })
}

/** Uses up a link and returns it; of several attempts at once, one succeeds. Refuses, with CONFLICT, one that is not open. */
export async function takeUp(tx: Prisma.TransactionClient, purpose: LinkPurpose, token: string): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>`
    UPDATE "AccessLink" SET "usedAt" = CURRENT_TIMESTAMP
    WHERE "tokenHash" = ${await hashOfToken(token)} AND purpose::text = ${purpose} AND ${OPEN}
    RETURNING id, purpose::text, role::text, "userId", "createdBy"`
  if (!row) throw new AppError('CONFLICT', 'linkOver')
  return row
}

/** Revokes the open links that match `where`, and records each. */
export async function revokeLinks(tx: Prisma.TransactionClient, record: Recording, where: Prisma.Sql): Promise<number> {
  const rows = await tx.$queryRaw<Row[]>`
    UPDATE "AccessLink" SET "revokedAt" = CURRENT_TIMESTAMP WHERE (${where}) AND ${OPEN}
    RETURNING id, purpose::text, role::text, "userId", "createdBy"`
  for (const { id: link, purpose, role, userId } of rows)
    if (purpose === LinkPurpose.SETUP) record({ action: 'setup.linkRevoked', subject: 'setup', data: { link } })
    else if (userId) record({ action: 'person.passwordLinkRevoked', subject: actorOf({ id: userId }), data: { link } })
    else record({ action: 'person.invitationRevoked', subject: 'invitation', data: { role, link } })
  return rows.length
}

/** Stores a link; what it resolves to is for the record. */
async function keep(
  tx: Prisma.TransactionClient,
  link: { purpose: LinkPurpose; token: string; createdBy: string; role?: Role; userId?: string },
): Promise<{ link: number; linkHash: string; expiresAt: string }> {
  const { purpose, token, createdBy, role = null, userId = null } = link
  const tokenHash = await hashOfToken(token)
  const [row] = await tx.$queryRaw<{ id: number; expiresAt: Date }[]>`
    INSERT INTO "AccessLink" (purpose, "tokenHash", role, "userId", "createdBy", "expiresAt")
    VALUES (${purpose}::"LinkPurpose", ${tokenHash}, ${role}::"Role", ${userId}, ${createdBy},
      CURRENT_TIMESTAMP + make_interval(hours => ${LINK_HOURS[purpose]}::int))
    RETURNING id, "expiresAt"`
  if (!row) throw new Error('The link was not stored.')
  return { link: row.id, linkHash: tokenHash, expiresAt: row.expiresAt.toISOString() }
}
