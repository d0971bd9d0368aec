import { actorOf } from '@/lib/account'
import { AppError } from '@/lib/error'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import type { Database } from '../client'
import { type Author, write } from '../write'

/** How often, in minutes, it is noted that somebody was seen. */
const SEEN_EVERY = 5

/** Ends one of a person's sessions, or all but one. Refuses, with NOT_FOUND, one that is not theirs or has ended. */
export function endSessions(
  db: PrismaClient,
  author: Author,
  { userId, only, except }: { userId: string; only?: string; except?: string },
) {
  return write(db, author, 'person.sessionsEnded', async (tx, record) => {
    const sessions = await endSessionsOf(tx, userId, except, only)
    if (only && sessions === 0) throw new AppError('NOT_FOUND', 'noSession')
    if (sessions > 0) record({ action: 'person.sessionsEnded', subject: actorOf({ id: userId }), data: { sessions } })
    return { sessions }
  })
}

/** Ends a person's sessions within another write, and returns how many there were. */
export async function endSessionsOf(
  tx: Prisma.TransactionClient,
  userId: string,
  except?: string,
  only?: string,
): Promise<number> {
  const id = { ...(except && { not: except }), ...(only && { equals: only }) }
  return (await tx.session.deleteMany({ where: { userId, id } })).count
}

/** Notes that a session is in use, at most every few minutes. That is not a change, and is not recorded as one. */
export async function noteSeen(db: Database, session: { id: string; updatedAt: Date }, now: Date): Promise<void> {
  if (now.getTime() - session.updatedAt.getTime() < SEEN_EVERY * 60_000) return
  await db.$executeRaw`
    WITH seen AS (UPDATE "Session" SET "updatedAt" = ${now} WHERE id = ${session.id} RETURNING "userId")
    UPDATE "User" SET "lastSeenAt" = ${now} FROM seen WHERE "User".id = seen."userId"`
}

/** Notes that somebody has just signed in, and deletes expired sessions with their addresses. */
export async function noteSignIn(db: Database, userId: string, now: Date): Promise<void> {
  await db.$executeRaw`UPDATE "User" SET "lastSeenAt" = ${now} WHERE id = ${userId}`
  await db.session.deleteMany({ where: { expiresAt: { lt: now } } })
}
