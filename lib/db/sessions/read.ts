import type { SessionRow } from '@/lib/account'
import type { Database } from '../client'

/** The addresses from which the sessions were opened that the person of an e-mail address has. */
export async function listAddresses(db: Database, email: string): Promise<string[]> {
  const rows = await db.session.findMany({ where: { user: { email } }, select: { ipAddress: true } })
  return rows.flatMap(({ ipAddress }) => ipAddress || [])
}

/** Where a person is signed in, last used first. */
export async function listSessions(db: Database, userId: string): Promise<SessionRow[]> {
  const rows = await db.session.findMany({
    where: { userId, expiresAt: { gt: new Date() } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
  })
  return rows.map(({ id, ipAddress, userAgent, createdAt, updatedAt }) => ({
    id,
    address: ipAddress || null,
    agent: userAgent || null,
    startedAt: createdAt.toISOString(),
    seenAt: updatedAt.toISOString(),
  }))
}
