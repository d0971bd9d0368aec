import type { ChangeEntry } from '@/lib/change/change'
import { findCommitment } from '@/lib/db/commitments/read'
import type { Author, Written } from '@/lib/db/write'
import { AppError } from '@/lib/error'
import { listChanges, unsealed } from '@/tests/support/chain'
import { TODAY } from './build'
import type { TestDatabase } from './database'

let forms = 0

/** Somebody who sends a form of its own. */
export const by = (who: string): Author => ({ actor: `user:${who}`, submission: `form-${who}-${++forms}-0123456789` })

/** What a write resolved to, without the numbers of its changes. */
export const resultOf = async <Result>(write: Promise<Written<Result>>): Promise<Result> => (await write).result

/** What a write was refused with. */
export async function refusalOf(write: Promise<unknown>): Promise<AppError> {
  const error = await write.then(
    () => null,
    (reason) => reason,
  )
  if (!(error instanceof AppError)) throw new Error(`not refused: ${error}`)
  return error
}

/** What can be asked of a ledger before and after a write. */
export const watching = (database: TestDatabase) => ({
  async standing(ref: string, asOf = TODAY) {
    const found = await findCommitment(database.db, ref, TODAY, { asOf })
    if (!found) throw new Error(`no ${ref}`)
    return found
  },
  /** The number of the last change. */
  head: async () => (await listChanges(database.db)).length,
  since: async (sequence: number): Promise<ChangeEntry[]> =>
    (await listChanges(database.db)).filter((change) => change.sequence > sequence).map(({ entry }) => unsealed(entry)),
  /** How many rows there are of everything that is written. */
  rows: async () =>
    (
      await database.sql(`SELECT (SELECT count(*)::int FROM "Assessment") AS assessments,
        (SELECT count(*)::int FROM "FollowUp") AS "followUps", (SELECT count(*)::int FROM "Submission") AS submissions,
        (SELECT count(*)::int FROM "Change") AS changes, (SELECT sum(version)::int FROM "Commitment") AS versions`)
    )[0],
})
