import type { Instrumentation } from 'next'
import { log } from '@/server/request/log'
import { answerUnavailable, logUnavailable } from '@/server/request/unavailable'

/** Known before the first request: an answer has begun by the time that something has been loaded. */
let isUnreachable: (error: unknown) => boolean = () => false

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const database = await import('@/lib/db/client')
  isUnreachable = database.isUnreachable
  // Opens the connection by which a restore sees that the ledger is running; if the database is away, the first request does.
  void database.answersWithin(5_000)
  const { keepRecordingRefusedCalls } = await import('@/server/request/refused-access')
  keepRecordingRefusedCalls()
}

/** A page that broke because the database is away is no bug of the ledger's, and says so. */
export const onRequestError: Instrumentation.onRequestError = (error, { method }, { routePath }) => {
  const isAway = isUnreachable(error)
  if (isAway) {
    answerUnavailable()
    logUnavailable(error)
  }
  log(isAway ? 'debug' : 'error', 'broken', { method, route: routePath, error })
}
