/** What was typed into a form and not sent. */
export type Draft = {
  /** When it was last typed in, in milliseconds since 1970. */
  at: number
  /** What its fields held, in the order of the page. */
  fields: readonly (readonly [name: string, value: string])[]
  /** What the form keeps besides its fields, by name (useKept). */
  parts: Record<string, unknown>
  /** What was sent, and the key it was sent with, so that it counts once if it is sent again. */
  sent: { typed: string; key: string }
}

const PREFIX = 'draft '
/** Drafts of one tab, and characters of one draft; a browser gives all pages of a tab some five million. */
const MOST_DRAFTS = 40
const LONGEST = 1_000_000

/** The drafts of this document, which are also in the tab's storage unless the browser has no room or forbids it. */
const held = new Map<string, Draft>()

/** The draft with this name that was kept in this tab; null where there is none. */
export const findDraft = (name: string): Draft | null => held.get(name) ?? stored(name)

/** Keeps a draft. Returns whether it outlives the document: false where the tab's storage did not take it. */
export function keepDraft(name: string, draft: Draft): boolean {
  held.set(name, draft)
  const text = JSON.stringify(draft)
  if (text.length > LONGEST) return false
  const others = storedNames().filter((one) => one !== name)
  if (others.length >= MOST_DRAFTS) dropOldest(others)
  return write(name, text) || (dropOldest(others) && write(name, text))
}

export function dropDraft(name: string): void {
  held.delete(name)
  storage()?.removeItem(PREFIX + name)
}

/** Forgets the drafts whose names do not begin in this way. */
export function dropDraftsExcept(beginning: string | null): void {
  for (const name of new Set([...held.keys(), ...storedNames()]))
    if (beginning === null || !name.startsWith(beginning)) dropDraft(name)
}

/** Null where the browser forbids it. */
function storage(): Storage | null {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}

/** False where there is no storage, or no room in it. */
function write(name: string, text: string): boolean {
  try {
    storage()?.setItem(PREFIX + name, text)
    return storage() !== null
  } catch {
    return false
  }
}

function storedNames(): string[] {
  const kept = storage()
  const keys = Array.from({ length: kept?.length ?? 0 }, (_, nth) => kept?.key(nth) ?? '')
  return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length))
}

function stored(name: string): Draft | null {
  const text = storage()?.getItem(PREFIX + name)
  if (!text) return null
  const draft = JSON.parse(text) as Draft
  held.set(name, draft)
  return draft
}

/** Returns whether there was one to drop. */
function dropOldest(names: readonly string[]): boolean {
  const [oldest] = names.map((name) => ({ name, at: stored(name)?.at ?? 0 })).sort((a, b) => a.at - b.at)
  if (oldest) dropDraft(oldest.name)
  return oldest !== undefined
}
