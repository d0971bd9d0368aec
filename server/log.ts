import type { IncomingMessage, ServerResponse } from 'node:http'
import { types } from 'node:util'
import pino from 'pino'
import { hidingOf } from './secrets'
import type { Level, Say } from './shared'

const SLOW_MS = 5_000
const LONGEST_PATH = 500

/** A log of lines of JSON, in which nothing reads as another line and no secret can be read. An error is told once. */
export function openLog({
  write,
  level = 'info',
  secrets = [],
}: {
  write: (line: string) => unknown
  level?: string
  secrets?: string[]
}): Say {
  const hide = hidingOf(secrets)
  const log = pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: told },
      // The whole line, so that it does not matter where in it something stands.
      hooks: { streamWrite: (line) => escaped(hide(line)) },
    },
    { write },
  )
  /** Next tells of some errors twice. */
  const known = new WeakSet<Error>()
  return (level, message, fields) => {
    const { error } = fields
    if (types.isNativeError(error)) {
      if (known.has(error)) return
      known.add(error)
    }
    log[level](fields, message)
  }
}

/** What a log tells of an error: what it says and where it came from, not the data that it carries along. */
function told(error: unknown, depth = 0): unknown {
  if (typeof error !== 'object' || error === null) return error
  const { name, message, stack, code, digest, cause } = error as { [field: string]: unknown }
  return {
    name,
    message,
    ...(code !== undefined && { code }),
    ...(digest !== undefined && { digest }),
    stack,
    ...(cause !== undefined && depth < 3 && { cause: told(cause, depth + 1) }),
  }
}

/** Characters that JSON may hold as they are, and that end a line or command a terminal somewhere. */
const UNSEEN = /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g

const escaped = (line: string): string =>
  line.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * Tells how a request was answered when that was refused, failed or took long; with ACCORD_LOG=debug, of every request. While
 * the database is away every request fails, which server/request/unavailable.ts tells once in a while.
 */
export function logAnswer(say: Say, number: string, request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now()
  // What somebody searches for is not the operator's business, and Next rewrites `url` as it goes.
  const [path = ''] = (request.url ?? '').split('?', 1)
  response.once('finish', () => {
    const ms = Math.round(performance.now() - began)
    const status = response.statusCode
    const isStream = String(response.getHeader('content-type')).startsWith('text/event-stream')
    const isLate = ms > SLOW_MS && !isStream
    const fields = { request: number, method: request.method, path: path.slice(0, LONGEST_PATH), status, ms }
    say(levelOf(status, isLate), isLate ? 'answered late' : 'answered', fields)
  })
}

function levelOf(status: number, isLate: boolean): Level {
  if (status >= 500 && status !== 503) return 'error'
  return isLate || [401, 403, 429].includes(status) ? 'warn' : 'debug'
}
