export type Level = 'debug' | 'info' | 'warn' | 'error'
type Say = (level: Level, message: string, fields: Record<string, unknown>) => void

/**
 * Writes a line of the log: what happened in a word or two, and fields that say by which request. No secret, name or
 * address belongs in it. scripts/log.mjs makes it one line of JSON; under `npm run dev` it is printed as it is.
 */
export const log: Say = (level, message, fields) => {
  const { accordLog } = globalThis as { accordLog?: Say }
  if (accordLog) accordLog(level, message, fields)
  else console[level](message, fields)
}
