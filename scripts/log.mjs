// Preloaded into the web server: whatever its process prints is one line of JSON each, its own lines (server/request/log.ts), what
// Next and other libraries print, and how requests were answered that somebody should look at.
import { subscribe } from 'node:diagnostics_channel'
import { formatWithOptions, stripVTControlCharacters, types } from 'node:util'
import { isMainThread } from 'node:worker_threads'
import { openLog, secretsIn } from './log-lines.mjs'

/** @typedef {import('./log-lines.mjs').Level} Level */

/** The header by which scripts/unavailable.mjs names a request. */
const NAME = 'x-accord-request'
const SLOW_MS = 5_000
const LONGEST_PATH = 500

// What a worker prints comes through here from its thread.
if (isMainThread) {
  const log = openLog({
    write: process.stdout.write.bind(process.stdout),
    level: process.env.ACCORD_LOG || 'info',
    secrets: secretsIn(process.env),
  })
  /** Errors that a line was written for: Next tells of some of them twice, and prints them besides. */
  const known = new WeakSet()

  /** @param {Level} level @param {string} message @param {Record<string, unknown>} [fields] */
  const say = (level, message, fields = {}) => {
    const { error } = fields
    if (types.isNativeError(error)) {
      if (known.has(error)) return
      known.add(error)
    }
    log[level](fields, message)
  }
  Object.assign(globalThis, { accordLog: say })

  takeConsole(say)
  takeStreams(say)
  takeWarnings(say)
  watchAnswers(say)
}

/** @typedef {(level: Level, message: string, fields?: Record<string, unknown>) => void} Say */

/** What libraries tell as they go is for whoever looks closely. @param {Say} say */
function takeConsole(say) {
  const levels = /** @type {const} */ ({ debug: 'debug', log: 'debug', info: 'debug', warn: 'warn', error: 'error' })
  for (const [method, level] of Object.entries(levels))
    console[/** @type {keyof levels} */ (method)] = (/** @type {unknown[]} */ ...printed) => {
      const error = /** @type {Error | undefined} */ (printed.find((part) => types.isNativeError(part)))
      const words = textOf(formatWithOptions({ colors: false }, ...printed.filter((part) => part !== error)))
      if (error) soon(() => say(level, words || error.message, { error }))
      else say(level, words)
    }
}

/** Next prints an error just before it tells the ledger of it, whose line says more. @type {Set<() => unknown>} */
const waiting = new Set()
process.once('exit', () => waiting.forEach((line) => void line()))

/** @param {() => unknown} line */
function soon(line) {
  waiting.add(line)
  setImmediate(() => waiting.delete(line) && line())
}

/** What is written past the console, line by line. @param {Say} say */
function takeStreams(say) {
  const levels = /** @type {const} */ ({ stdout: 'debug', stderr: 'error' })
  for (const [name, level] of Object.entries(levels)) {
    const stream = process[/** @type {keyof levels} */ (name)]
    stream.write = (/** @type {string | Uint8Array} */ chunk, /** @type {unknown[]} */ ...rest) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
      for (const line of text.split('\n').map(textOf)) if (line) say(level, line)
      const done = rest.find((part) => typeof part === 'function')
      if (done) process.nextTick(/** @type {() => void} */ (done))
      return true
    }
  }
}

/** Node itself would print these past all streams. A warning that comes again says nothing new. @param {Say} say */
function takeWarnings(say) {
  /** @type {Set<string>} */
  const given = new Set()
  process.removeAllListeners('warning')
  process.on('warning', (error) => {
    if (!given.has(error.name)) say('warn', error.message, { error })
    given.add(error.name)
  })
  process.on('uncaughtException', (error) => {
    // Next listens too, once it is up, prints the error and goes on.
    if (process.listenerCount('uncaughtException') > 1) return
    say('fatal', error?.message ?? String(error), { error })
    process.exit(1)
  })
}

/**
 * Requests that were refused, failed, or took long; all of them for whoever looks closely. While the database is away
 * every request fails, which server/request/unavailable.ts tells once in a while.
 * @param {Say} say
 */
function watchAnswers(say) {
  /** @type {WeakMap<object, { began: number, path: string }>} */
  const open = new WeakMap()
  subscribe('http.server.request.start', (message) => {
    const { request } = /** @type {{ request: import('node:http').IncomingMessage }} */ (message)
    // What is searched for is nobody's business here, and Next writes other addresses in its place.
    const [path = ''] = (request.url ?? '').split('?', 1)
    open.set(request, { began: performance.now(), path: path.slice(0, LONGEST_PATH) })
  })
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = /** @type {{ request: import('node:http').IncomingMessage,
      response: import('node:http').ServerResponse }} */ (message)
    const { began, path } = open.get(request) ?? { began: performance.now(), path: '' }
    const ms = Math.round(performance.now() - began)
    const status = response.statusCode
    const isLong = ms > SLOW_MS && !response.getHeader('content-type')?.toString().startsWith('text/event-stream')
    say(levelOf(status, isLong), isLong ? 'answered late' : 'answered', {
      request: request.headers[NAME],
      method: request.method,
      path,
      status,
      ms,
    })
  })
}

/** @param {number} status @param {boolean} isLong @returns {Level} */
function levelOf(status, isLong) {
  if (status >= 500 && status !== 503) return 'error'
  return isLong || [401, 403, 429].includes(status) ? 'warn' : 'debug'
}

/** Without colours, which Next prints, and the space around. @param {string} text */
const textOf = (text) => stripVTControlCharacters(text).trim()
