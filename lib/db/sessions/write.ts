import { actorOf } from '@/lib/account'
import { AppError } from '@/lib/error'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import type { Database } from '../client'
import { type Author, write } from '../write'

/** How long, in minutes, somebody has been seen before it is written down again. */
const SEEN_EVERY = 5

/** Ends one session of a person's, or all but one. Refuses, with NOT_FOUND, one that is not theirs or has ended. */
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

/** Ends a person's sessions inside another write; says how many there were. */
export async function endSessionsOf(
  tx: Prisma.TransactionClient,
  userId: string,
  except?: string,
  only?: string,
): Promise<number> {
  const id = { ...(except && { not: except }), ...(only && { equals: only }) }
  return (await tx.session.deleteMany({ where: { userId, id } })).count
}

/** Notes that a session is in use, at most once in a few minutes. Being seen is no change to anybody, nor recorded as one. */
export async function noteSeen(db: Database, session: { id: string; updatedAt: Date }, now: Date): Promise<void> {
  if (now.getTime() - session.updatedAt.getTime() < SEEN_EVERY * 60_000) return
  await db.$executeRaw`
    WITH seen AS (UPDATE "Session" SET "updatedAt" = ${now} WHERE id = ${session.id} RETURNING "userId")
    UPDATE "User" SET "lastSeenAt" = ${now} FROM seen WHERE "User".id = seen."userId"`
}

/** Notes that somebody has just signed in, and drops the sessions, with their addresses, that have run out. */
export async function noteSignIn(db: Database, userId: string, now: Date): Promise<void> {
  await db.$executeRaw`UPDATE "User" SET "lastSeenAt" = ${now} WHERE id = ${userId}`
  await db.session.deleteMany({ where: { expiresAt: { lt: now } } })
}
