import { sha256 } from '@/lib/digest'

/**
 * The record of changes is a chain: each hash covers the row and the hash before it, so that no past row can be altered
 * without breaking every later one. The database appends (function record_changes); here the chain is checked.
 */

/** A change as the chain holds it: its entry as text, to the letter. */
export type Link = { sequence: number; at: string; text: string; previousHash: string; hash: string }

/** The last change of a chain; of an empty one, the sequence 0. */
export type Head = Pick<Link, 'sequence' | 'hash'>

export const FIRST_PREVIOUS_HASH = '0'.repeat(64)

/** SHA-256, in hex, of: previous hash, LF, sequence, LF, `at` (ISO 8601, UTC, ms), LF, entry. */
export const hashOfLink = (link: Omit<Link, 'hash'>): Promise<string> => sha256(hashedText(link))

/** What the hash of a change is made of. */
export const hashedText = ({ sequence, at, text, previousHash }: Omit<Link, 'hash'>): string =>
  [previousHash, sequence, at, text].join('\n')

/** The first thing that is wrong with a chain, as far as the links around it can tell. */
export type Break = {
  /**
   * `altered`: does not match its own hash. `rewritten`: matches its own hash, but the next change followed another one.
   * `removed`: is missing. `inserted`: was not there when the next change was made. `swapped`: is in another's place.
   */
  how: 'altered' | 'rewritten' | 'removed' | 'inserted' | 'swapped'
  sequence: number
  /** The last of several in a row, or the other of two that were swapped. */
  to: number
  /** The change itself, or, where changes were removed, the one that now follows. */
  link: Link
}

/** How many links around a break are searched for its cause. */
const NEARBY = 100

/** Walks a chain from its first change, holding only a few at a time: finds its head and the first break. */
export async function checkChain(
  links: Iterable<Link> | AsyncIterable<Link>,
): Promise<{ head: Head; broken: Break | null }> {
  const before: Link[] = []
  const after: Link[] = []
  let head: Head = { sequence: 0, hash: FIRST_PREVIOUS_HASH }
  let found: Link | null = null
  for await (const link of links) {
    if (found) {
      if (after.push(link) === NEARBY) break
    } else if (isNext(head, link) && (await isGenuine(link))) {
      head = { sequence: link.sequence, hash: link.hash }
      if (before.push(link) > NEARBY) before.shift()
    } else found = link
  }
  return { head, broken: found && (await tell(found, { head, before, after })) }
}

const isNext = (head: Head, { sequence, previousHash }: Link) =>
  sequence === head.sequence + 1 && previousHash === head.hash

/** Whether a change matches its hash; with `parts`, whether it would match with those in place of its own. */
const isGenuine = async (link: Link, parts: Partial<Link> = {}) =>
  link.hash === (await hashOfLink({ ...link, ...parts }))

async function firstOf<T>(candidates: Iterable<T>, is: (candidate: T) => Promise<boolean>): Promise<T | undefined> {
  for (const candidate of candidates) if (await is(candidate)) return candidate
  return undefined
}

type Surroundings = { head: Head; before: Link[]; after: Link[] }

async function tell(link: Link, { head, before, after }: Surroundings): Promise<Break> {
  const here = { sequence: head.sequence + 1, previousHash: head.hash }
  const { sequence } = link
  if (sequence > here.sequence) return { how: 'removed', sequence: here.sequence, to: sequence - 1, link }
  if (sequence < here.sequence) return { how: 'inserted', sequence, to: sequence, link }

  // The change that belongs here comes later.
  const moved = await firstOf(
    after,
    async (other) => other.previousHash === head.hash && (await isGenuine(other, here)),
  )
  if (moved) {
    const isSwapped = await isGenuine(link, { sequence: moved.sequence })
    return isSwapped
      ? { how: 'swapped', sequence, to: moved.sequence, link }
      : { how: 'inserted', sequence, to: moved.sequence - 1, link }
  }
  if (link.previousHash === head.hash) {
    const other = await firstOf(
      after,
      async ({ at, text }) => (await isGenuine(link, { at, text })) || isGenuine(link, { text }),
    )
    return other
      ? { how: 'swapped', sequence, to: other.sequence, link }
      : { how: 'altered', sequence, to: sequence, link }
  }
  // Numbers were closed up after a removal, or shifted to make room for an insertion.
  const gap = await firstOf(Array(NEARBY).keys(), (more) => isGenuine(link, { sequence: sequence + more + 1 }))
  if (gap !== undefined) return { how: 'removed', sequence, to: sequence + gap, link }
  const last = [{ sequence: 0, hash: FIRST_PREVIOUS_HASH }, ...before].find(({ hash }) => hash === link.previousHash)
  const [inserted] = before.filter((other) => last && other.sequence > last.sequence)
  if (last && inserted && (await isGenuine(link, { sequence: last.sequence + 1 })))
    return { how: 'inserted', sequence: inserted.sequence, to: head.sequence, link: inserted }

  const previous = before.at(-1)
  if (previous && (await isGenuine(link)))
    return { how: 'rewritten', sequence: previous.sequence, to: previous.sequence, link: previous }
  return { how: 'altered', sequence, to: sequence, link }
}
