import { type Break, checkChain, hashOfLink, type Link } from '@/lib/chain'

/** What somebody did, as the record keeps it. */
export type ChangeEntry = {
  /** Who did it: `user:<id>` (lib/account.ts), or what is not a person, such as `rule v1`. */
  actor: string
  /** What was done, as `noun.verb`: `commitment.created`. */
  action: string
  /** What it was done to: a slug, ref, key, or `user:<id>`. */
  subject: string
  /** The ref of the commitment that it concerns, where there is one. */
  item?: string
  /** What it became. */
  data: unknown
  /** What it was, in the same fields. */
  before?: unknown
  reason?: string
}

/** An entry in its place in the chain (lib/chain.ts). */
export type Change = { sequence: number; at: string; entry: ChangeEntry; previousHash: string; hash: string }

/** JSON with sorted keys and no spaces: one text for one value. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

const linkOf = <C extends Omit<Change, 'hash'>>({ entry, ...rest }: C) => ({ ...rest, text: canonicalJson(entry) })

/** The hash of a change, with its entry as canonical JSON (lib/chain.ts). */
export const hashOf = (change: Omit<Change, 'hash'>): Promise<string> => hashOfLink(linkOf(change))

/** The first thing that is wrong with a chain of changes, or null where each follows from the one before. */
export async function firstBreak(changes: readonly Change[]): Promise<Break | null> {
  const links: Link[] = changes.map(linkOf)
  return (await checkChain(links)).broken
}
