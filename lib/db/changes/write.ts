import { canonicalJson } from '@/lib/canonical-json'
import type { ChangeEntry } from '@/lib/change/change'
import { hex } from '@/lib/digest'
import type { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'

/**
 * Appends to the hash chain, each entry with a salt of its own and the instant at which the transaction began, which is
 * that of the rows it wrote; resolves to the numbers of these changes. Call it last in a transaction: the chain's lock is
 * held from here to the commit, so other writers wait no longer than they must.
 */
export async function recordChanges(tx: Prisma.TransactionClient, entries: readonly ChangeEntry[]): Promise<number[]> {
  const recordedAt = (await instantOf(tx)).toISOString()
  const texts = entries.map((entry) => canonicalJson({ ...entry, recordedAt, salt: newSalt() }))
  const [row] = await tx.$queryRaw<{ last: number }[]>`SELECT record_changes(${texts}::text[]) AS last`
  const first = (row?.last ?? 0) - entries.length + 1
  return entries.map((_, index) => first + index)
}

/** The instant at which a transaction began, by the database's clock: what every row bears that it writes. */
export async function instantOf(tx: Prisma.TransactionClient): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT transaction_timestamp()::timestamptz(3) AS now`
  if (!row) throw new Error('The database gave no instant.')
  return row.now
}

/** 128 random bits: without them, an entry that is not public could be guessed from hashes that are. */
const newSalt = () => hex(crypto.getRandomValues(new Uint8Array(16)))

/** The number of the last change that pages may have to show, which no refusal is; 0 before the first. */
export async function findLastSequence(db: Database): Promise<number> {
  // The condition is that of an index, to the letter.
  const [row] = await db.$queryRaw<{ sequence: number }[]>`
    SELECT sequence FROM "Change" WHERE (entry ->> 'action') LIKE 'access.%' IS NOT TRUE ORDER BY sequence DESC LIMIT 1`
  return row?.sequence ?? 0
}
