import { unstable_isUnrecognizedActionError } from 'next/navigation'
import type { Remedy } from '@/components/ui/form-context'

/** Why a form was not answered as a form is: the sentence that says so (messages/, `form`), and what to do about it. */
export type Failure = {
  key: 'lost' | 'updated' | 'otherSite' | 'tooLarge' | 'busy' | 'refused' | 'broken' | 'notOurs'
  values: Record<string, string | number>
  remedy?: Remedy
}

/** What React says where an answer breaks off. */
const BROKEN_OFF = 'Connection closed.'
/** What the server takes at most, in megabytes. */
export const MOST_MEGABYTES = 1

/** The sentences for what the server around Next refuses by these codes; any other has one in common. */
const REFUSED: Record<string, Failure> = {
  OTHER_SITE: { key: 'otherSite', values: {} },
  TOO_LARGE: { key: 'tooLarge', values: { most: MOST_MEGABYTES } },
  UNAVAILABLE: { key: 'busy', values: {} },
}

/**
 * Reads, from what was thrown instead of an answer, what came back. Next's client does not tell of a status: it throws an error
 * of its own for an action that the server does not have, one with a number (`digest`) for an action that threw, and otherwise
 * one whose message is the answer, if that is plain text. The server around Next therefore refuses a form in plain text, in the one
 * error shape (server/refusal.ts). A TypeError is the browser's, where nothing came back at all.
 */
export function failureOf(thrown: unknown): Failure {
  if (unstable_isUnrecognizedActionError(thrown)) return { key: 'updated', values: {}, remedy: 'reload' }
  const { message = '', digest } = (thrown ?? {}) as { message?: string; digest?: string }
  if (digest) return { key: 'broken', values: { number: digest } }
  if (thrown instanceof TypeError || message === BROKEN_OFF) return { key: 'lost', values: {} }
  const code = /^\{"error":\{"code":"(\w+)"/.exec(message)?.[1]
  if (code === undefined) return { key: 'notOurs', values: {} }
  return REFUSED[code] ?? { key: 'refused', values: {} }
}
