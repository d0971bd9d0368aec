import type { Role } from '@/lib/account'
import type { ChangeEntry } from '@/lib/change/change'
import { AppError } from '@/lib/error'
import { digestOfSubmission } from '@/lib/submission'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { recordChanges } from './changes/write'
import type { Database } from './client'
import { lockPeople, refuseUnlessAllowed } from './people/lock'

/** Who writes, and the key of the form it came from: the same form sent again writes nothing and gets the same answer. */
export type Author = {
  actor: string
  submission: string | null
  /** What the write rests on where a person makes it who is signed in; it has to hold until the write is committed. */
  acting?: Acting | null
}

/** The least role that a write needs, and the session in which it is made. */
export type Acting = { needs: Role; session: string }

/** Adds a change to those that a write records. */
export type Recording = (entry: Omit<ChangeEntry, 'actor' | 'form'>) => void

/** What a write resolves to: its result, and the numbers of the changes that it recorded; none where it wrote nothing. */
export type Written<Result> = { result: Result; changes: number[] }

type Work<Result> = (tx: Prisma.TransactionClient, record: Recording) => Promise<Result>

/**
 * The one way to write: `work` runs in a transaction, which ends with the changes that it records. What it resolves to
 * is kept with the form's key, and so must be plain JSON. Refuses, with CONFLICT, a key used for something else; with
 * UNAUTHENTICATED or FORBIDDEN, somebody who may not do it any more. Until the commit nobody's role changes.
 */
export const write = <Result extends Prisma.InputJsonValue | null>(
  db: PrismaClient,
  author: Author,
  action: string,
  work: Work<Result>,
): Promise<Written<Result>> => inTransaction(db, author, action, work, 'shared')

/** The same for a write that changes who may do what: it waits for all other writes, and they wait for it. */
export const writePeople = <Result extends Prisma.InputJsonValue | null>(
  db: PrismaClient,
  author: Author,
  action: string,
  work: Work<Result>,
): Promise<Written<Result>> => inTransaction(db, author, action, work, 'alone')

function inTransaction<Result extends Prisma.InputJsonValue | null>(
  db: PrismaClient,
  { actor, submission, acting = null }: Author,
  action: string,
  work: Work<Result>,
  how: 'shared' | 'alone',
): Promise<Written<Result>> {
  return db.$transaction(
    async (tx) => {
      await lockPeople(tx, how)
      if (acting) await refuseUnlessAllowed(tx, actor, acting)
      const earlier = submission === null ? null : await claim(tx, submission, actor, action)
      if (earlier) return { result: earlier.result as Result, changes: [] }

      const entries: ChangeEntry[] = []
      const result = await work(tx, (entry) => entries.push({ ...entry, actor }))
      if (submission !== null && result !== null)
        await tx.submission.update({ where: { key: submission }, data: { result } })
      if (entries.length === 0) return { result, changes: [] }
      const form = submission && (await digestOfSubmission({ key: submission, actor, action, result }))
      return { result, changes: await recordChanges(tx, form ? entries.map((entry) => ({ ...entry, form })) : entries) }
    },
    { maxWait: 10_000, timeout: 30_000 },
  )
}

/** Whether a form was carried out, so that sending it again writes nothing. */
export async function wasSent(db: Database, { actor, submission }: Author, action: string): Promise<boolean> {
  if (submission === null) return false
  return (await db.submission.findFirst({ where: { key: submission, actor, action } })) !== null
}

/** Takes a form's key; where it was taken before, what was answered then. Waits for a transaction that is taking it. */
async function claim(tx: Prisma.TransactionClient, key: string, actor: string, action: string) {
  const taken = await tx.$executeRaw`
    INSERT INTO "Submission" (key, actor, action, result) VALUES (${key}, ${actor}, ${action}, 'null')
    ON CONFLICT (key) DO NOTHING`
  if (taken === 1) return null
  const earlier = await tx.submission.findUniqueOrThrow({ where: { key } })
  if (earlier.actor !== actor || earlier.action !== action) throw new AppError('CONFLICT', 'submissionTaken')
  return earlier
}
