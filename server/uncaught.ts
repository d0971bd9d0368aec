import { presentRequest, shared } from './shared'

/**
 * Writes errors that nobody catches to the log, in place of Next, which prints them as they are. The process goes on, as it
 * does under Next.
 */
export function logWhatNobodyCatches(): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.removeAllListeners(event)
    process.on(event, (error) => shared.say('error', 'broken', { request: presentRequest()?.number, error }))
  }
}
