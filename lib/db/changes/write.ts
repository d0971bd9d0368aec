import { canonicalJson } from '@/lib/canonical-json'
import type { ChangeEntry } from '@/lib/change/change'
import type { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'

/**
 * Appends to the hash chain, and resolves to the numbers of these changes. Call it last in a transaction: the chain's
 * lock is held from here to the commit, so other writers wait no longer than they must.
 */
export async function recordChanges(tx: Prisma.TransactionClient, entries: readonly ChangeEntry[]): Promise<number[]> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    SELECT record_changes(${entries.map(canonicalJson)}::text[]) AS last`
  const first = (row?.last ?? 0) - entries.length + 1
  return entries.map((_, index) => first + index)
}

/** The number of the last change that pages may have to show, which no refusal is; 0 before the first. */
export async function findLastSequence(db: Database): Promise<number> {
  // The condition is that of an index, to the letter.
  const [row] = await db.$queryRaw<{ sequence: number }[]>`
    SELECT sequence FROM "Change" WHERE (entry ->> 'action') LIKE 'access.%' IS NOT TRUE ORDER BY sequence DESC LIMIT 1`
  return row?.sequence ?? 0
}
