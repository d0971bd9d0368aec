import { log } from '@/server/request/log'

/**
 * Has the answer to a request, by its headers, say 503 and when to ask again, if it has not begun; scripts/unavailable.mjs
 * sees to it. Without that, as under `next start` by itself, it says what Next says.
 */
export function answerUnavailable(name: string | null | undefined): void {
  const { accordUnavailable } = globalThis as { accordUnavailable?: (name: string) => void }
  if (name) accordUnavailable?.(name)
}

/** The header by which a request is named. */
export const REQUEST_NAME = 'x-accord-request'

const LOGGED_EVERY = 10_000
// Kept on globalThis: a build has several copies of this file.
const kept = globalThis as { accordUnavailableLogged?: number }

/** Tells the operator why the database cannot serve; once in a while, since every request would say it. */
export function logUnavailable(error: unknown): void {
  const now = performance.now()
  if (now - (kept.accordUnavailableLogged ?? Number.NEGATIVE_INFINITY) < LOGGED_EVERY) return
  kept.accordUnavailableLogged = now
  const { message = String(error), cause } = (error ?? {}) as { message?: string; cause?: unknown }
  const reason = [message, cause instanceof Error ? cause.message : ''].join(' ').replace(/\s+/g, ' ').trim()
  log('error', 'The database cannot serve', { reason })
}
