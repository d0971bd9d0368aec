import type { Instrumentation } from 'next'
import { answerUnavailable, REQUEST_NAME } from '@/app/unavailable'

/** A page that broke because the database is away is no bug of the ledger's, and says so. */
export const onRequestError: Instrumentation.onRequestError = async (error, { headers }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { isUnreachable } = await import('@/lib/db/client')
  if (isUnreachable(error)) answerUnavailable([headers[REQUEST_NAME]].flat()[0])
}
