import { presentRequest, type Say, shared } from '@/server/shared'

export type { Level } from '@/server/shared'

/**
 * Writes a line of the log, with the number of the request that is being answered: what happened in a word or two, and fields
 * that say more. No secret, name or address belongs in it.
 */
export const log: Say = (level, message, fields) =>
  shared.say(level, message, { request: presentRequest()?.number, ...fields })
