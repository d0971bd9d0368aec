import type { ChangeEntry } from '@/lib/change/change'
import { AppError } from '@/lib/error'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { recordChanges } from './changes/write'

/** Who writes, and the key of the form it came from: the same form sent again writes nothing and gets the same answer. */
export type Author = { actor: string; submission: string | null }

/** Adds a change to those that a write records. */
export type Recording = (entry: Omit<ChangeEntry, 'actor'>) => void

/** What a write resolves to: its result, and the numbers of the changes that it recorded; none where it wrote nothing. */
export type Written<Result> = { result: Result; changes: number[] }

/**
 * The one way to write: `work` runs in a transaction, which ends with the changes that it records. What it resolves to
 * is kept with the form's key, and so must be plain JSON. Refuses, with CONFLICT, a key used for something else.
 */
export function write<Result extends Prisma.InputJsonValue | null>(
  db: PrismaClient,
  { actor, submission }: Author,
  action: string,
  work: (tx: Prisma.TransactionClient, record: Recording) => Promise<Result>,
): Promise<Written<Result>> {
  return db.$transaction(
    async (tx) => {
      const earlier = submission === null ? null : await claim(tx, submission, actor, action)
      if (earlier) return { result: earlier.result as Result, changes: [] }

      const entries: ChangeEntry[] = []
      const result = await work(tx, (entry) => entries.push({ ...entry, actor }))
      if (submission !== null && result !== null)
        await tx.submission.update({ where: { key: submission }, data: { result } })
      return { result, changes: await recordChanges(tx, entries) }
    },
    { maxWait: 10_000, timeout: 30_000 },
  )
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
