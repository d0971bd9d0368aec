import { canonicalJson } from '@/lib/canonical-json'
import { type Break, checkChain, hashOfLink, type Link } from '@/lib/chain'
import type { Change, ChangeEntry, Sealed } from '@/lib/change/change'
import type { Database } from '@/lib/db/client'

const linkOf = <C extends Omit<Change, 'hash'>>({ entry, ...rest }: C) => ({ ...rest, text: canonicalJson(entry) })

/** The hash of a change, with its entry as canonical JSON (lib/chain.ts). */
export const hashOf = (change: Omit<Change, 'hash'>): Promise<string> => hashOfLink(linkOf(change))

/** The first thing that is wrong with a chain of changes, or null where each follows from the one before. */
export async function firstBreak(changes: readonly Change[]): Promise<Break | null> {
  const links: Link[] = changes.map(linkOf)
  return (await checkChain(links)).broken
}

/** An entry as it was handed in, without what the ledger adds as it records it. */
export const unsealed = ({ recordedAt: _, salt: __, form: ___, ...entry }: Sealed): ChangeEntry => entry

/** Every change, first to last. */
export async function listChanges(db: Database): Promise<Change[]> {
  const rows = await db.change.findMany({ orderBy: { sequence: 'asc' } })
  return rows.map(({ at, entry, ...row }) => ({ ...row, at: at.toISOString(), entry: entry as Sealed }))
}
