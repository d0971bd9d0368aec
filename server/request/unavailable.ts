import { log } from '@/server/request/log'
import { presentRequest, shared } from '@/server/shared'

/** Has the answer to the present request say 503 and when to ask again, if it has not begun. */
export const answerUnavailable = (): void => presentRequest()?.answerUnavailable()

const LOGGED_EVERY = 10_000

/** Tells the operator why the database cannot serve; once in a while, since every request would say it. */
export function logUnavailable(error: unknown): void {
  const now = performance.now()
  if (now - shared.outageToldAt < LOGGED_EVERY) return
  shared.outageToldAt = now
  const { message = String(error), cause } = (error ?? {}) as { message?: string; cause?: unknown }
  const reason = [message, cause instanceof Error ? cause.message : ''].join(' ').replace(/\s+/g, ' ').trim()
  log('error', 'The database cannot serve', { reason })
}
