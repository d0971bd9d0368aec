import type { SessionRow } from '@/lib/account'
import type { Database } from '../client'

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
