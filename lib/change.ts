/**
 * The record of changes is a chain: each hash covers the row and the hash before it, so that no past row can be altered
 * without breaking every later one. The database appends (function record_changes); here the chain is checked.
 */
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

export type Change = { sequence: number; at: string; entry: ChangeEntry; previousHash: string; hash: string }

export const FIRST_PREVIOUS_HASH = '0'.repeat(64)

/** JSON with sorted keys and no spaces: one text for one value. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** SHA-256, in hex, of: previous hash, LF, sequence, LF, `at` (ISO 8601, UTC, ms), LF, canonical entry. */
export async function hashOf({ sequence, at, entry, previousHash }: Omit<Change, 'hash'>): Promise<string> {
  const bytes = new TextEncoder().encode([previousHash, sequence, at, canonicalJson(entry)].join('\n'))
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The sequence number of the first change that does not follow from the one before, or null if all do. */
export async function firstBreak(changes: readonly Change[]): Promise<number | null> {
  let previousHash = FIRST_PREVIOUS_HASH
  let sequence = 1
  for (const change of changes) {
    const follows = change.sequence === sequence && change.previousHash === previousHash
    if (!follows || change.hash !== (await hashOf(change))) return change.sequence
    previousHash = change.hash
    sequence += 1
  }
  return null
}
