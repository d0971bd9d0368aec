import type { Instrumentation } from 'next'
import { answerUnavailable, REQUEST_NAME } from '@/app/unavailable'

/** Known before the first request: an answer has begun by the time that something has been loaded. */
let isUnreachable: (error: unknown) => boolean = () => false

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') ({ isUnreachable } = await import('@/lib/db/client'))
}

/** A page that broke because the database is away is no bug of the ledger's, and says so. */
export const onRequestError: Instrumentation.onRequestError = (error, { headers }) => {
  if (isUnreachable(error)) answerUnavailable([headers[REQUEST_NAME]].flat()[0])
}
