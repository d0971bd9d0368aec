import { may, personIn, type Role } from '@/lib/account'
import { AppError } from '@/lib/error'
import type { Prisma } from '@/prisma/generated/client'

/**
 * Who may do what stands still while something is written: every write, and every sign-in, shares this lock with others
 * until its transaction ends, and what changes a role, a password or a session takes it alone. It is the first lock of a
 * transaction, so that no two can wait for each other.
 */
export async function lockPeople(tx: Prisma.TransactionClient, how: 'shared' | 'alone'): Promise<void> {
  if (how === 'alone') await tx.$executeRaw`SELECT pg_advisory_xact_lock(4713, 3)`
  else await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(4713, 3)`
}

/**
 * Refuses, with UNAUTHENTICATED, an actor whose session has ended or who is deactivated; with FORBIDDEN, one whose role is
 * too low by now. Their row stays locked, so that this holds until the commit, also against whatever changes it by SQL.
 */
export async function refuseUnlessAllowed(
  tx: Prisma.TransactionClient,
  actor: string,
  { needs, session }: { needs: Role; session: string },
): Promise<void> {
  const [person] = await tx.$queryRaw<{ id: string; name: string; role: Role; deactivatedAt: Date | null }[]>`
    SELECT "User".id, name, role::text, "deactivatedAt" FROM "User" JOIN "Session" ON "Session"."userId" = "User".id
    WHERE "User".id = ${personIn(actor)} AND "Session".id = ${session} AND "Session"."expiresAt" > CURRENT_TIMESTAMP
    FOR SHARE OF "User"`
  if (!person || person.deactivatedAt) throw new AppError('UNAUTHENTICATED', 'signedOut')
  if (!may(person, needs)) throw new AppError('FORBIDDEN', 'forbidden')
}
