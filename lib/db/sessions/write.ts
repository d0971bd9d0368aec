import { actorOf } from '@/lib/account'
import { AppError } from '@/lib/error'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import type { Database } from '../client'
import { lockPeople } from '../people/lock'
import { notePlaces } from '../people/places'
import { type Author, writePeople } from '../write'

/** How often, in minutes, it is noted that somebody was seen. */
const SEEN_EVERY = 5

/** Ends one of a person's sessions, or all but one. Refuses, with NOT_FOUND, one that is not theirs or has ended. */
export function endSessions(
  db: PrismaClient,
  author: Author,
  { userId, only, except }: { userId: string; only?: string; except?: string },
) {
  return writePeople(db, author, 'person.sessionsEnded', async (tx, record) => {
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
  // One after the other: whoever ends a session has locked its person before.
  await db.$executeRaw`UPDATE "Session" SET "updatedAt" = ${now} WHERE id = ${session.id}`
  await db.$executeRaw`
    UPDATE "User" SET "lastSeenAt" = ${now} FROM "Session" WHERE "Session".id = ${session.id} AND "User".id = "userId"`
}

/** A session that was just made, the password's hash for which it was, and the places it was made from. */
export type SignIn = { token: string; userId: string; passwordHash: string; places: readonly string[] }

/**
 * Keeps a session that was just made, and notes that its person has signed in. Ends it, and resolves to false, where the
 * password was changed or the person deactivated while it was being made.
 */
export async function confirmSignIn(db: PrismaClient, signIn: SignIn, now: Date): Promise<boolean> {
  const { token, userId, passwordHash, places } = signIn
  const isKept = await db.$transaction(async (tx) => {
    await lockPeople(tx, 'shared')
    const seen = await tx.$executeRaw`
      UPDATE "User" SET "lastSeenAt" = ${now} FROM "Account"
      WHERE "User".id = ${userId} AND "deactivatedAt" IS NULL
        AND "userId" = "User".id AND "providerId" = 'credential' AND password = ${passwordHash}`
    if (seen === 0) await tx.session.deleteMany({ where: { token } })
    else await notePlaces(tx, userId, places)
    return seen > 0
  })
  // Those that have expired, with their addresses.
  await db.session.deleteMany({ where: { expiresAt: { lt: now } } })
  return isKept
}
