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
  /** What a reader sees of it where its form is not offered any more, as an earlier build kept none. */
  told?: {
    /** The address of the page, without its language. */
    path: string
    title: string
    /** Of the title and the labels. */
    language: string
    /** What was typed and chosen, each with the label of its field. */
    words: readonly (readonly [label: string, text: string])[]
  }
}

/** The path of a page, the same in every language. */
export const withoutLanguage = (path: string): string => path.replace(/^\/[^/]+/, '')

const PREFIX = 'draft '
/** Characters of one draft; a browser gives all pages of a tab some five million. */
const LONGEST = 1_000_000

/** The drafts of this document, which are also in the tab's storage unless the browser has no room or forbids it. */
const held = new Map<string, Draft>()
/** The names of those that are not, as they are now. While there is one, the browser asks before the document is left. */
const unsafe = new Set<string>()

/** The draft with this name that was kept in this tab; null where there is none. */
export const findDraft = (name: string): Draft | null => held.get(name) ?? stored(name)

/**
 * Keeps a draft, and drops no other one for it. What the tab's storage does not take lives as long as the document, and the
 * browser asks before that is left, also where the form itself is gone by then.
 *
 * @returns whether it outlives the document
 */
export function keepDraft(name: string, draft: Draft): boolean {
  held.set(name, draft)
  const text = JSON.stringify(draft)
  const isSafe = text.length <= LONGEST && write(name, text)
  noteSafety(name, isSafe)
  return isSafe
}

export function dropDraft(name: string): void {
  held.delete(name)
  storage()?.removeItem(PREFIX + name)
  noteSafety(name, true)
  // There may be room now.
  for (const other of [...unsafe]) {
    const draft = held.get(other)
    if (draft) keepDraft(other, draft)
  }
}

/** The drafts whose names begin in this way, the latest first. */
export const draftsOf = (beginning: string): (Draft & { name: string })[] =>
  namesHeld()
    .filter((name) => name.startsWith(beginning))
    .flatMap((name) => {
      const draft = findDraft(name)
      return draft ? [{ ...draft, name }] : []
    })
    .sort((a, b) => b.at - a.at)

/** Whether something was typed in this tab that was neither sent nor discarded. */
export const hasDrafts = (): boolean => namesHeld().length > 0

/** Forgets the drafts whose names do not begin in this way. */
export function dropDraftsExcept(beginning: string | null): void {
  for (const name of namesHeld()) if (beginning === null || !name.startsWith(beginning)) dropDraft(name)
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

const namesHeld = (): string[] => [...new Set([...held.keys(), ...storedNames()])]

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

function noteSafety(name: string, isSafe: boolean): void {
  if (isSafe) unsafe.delete(name)
  else unsafe.add(name)
  if (unsafe.size > 0) window.addEventListener('beforeunload', ask)
  else window.removeEventListener('beforeunload', ask)
}

function ask(event: Event): void {
  event.preventDefault()
}
