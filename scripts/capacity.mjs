// Preloaded into the web server: no more is begun at once than can be answered soon, and what is beyond that is told to come
// again (503) before it costs anything. Whoever sends or reads slowly keeps nobody out. After client-address.mjs, whose
// addresses it believes.
import { AsyncResource } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { Server } from 'node:http'
import path from 'node:path'
import { doorFor } from './door.mjs'
import { networkOf } from './network.mjs'
import { root } from './settings.mjs'

/**
 * Begun at once. The processor does one thing at a time: a second would only make both later, and most of all a write, which goes
 * to the database and back many times and meets the other each time. While it waits, as for a slow database, there can be a
 * few more than there are connections to that.
 */
const [FEWEST, MOST] = [1, 12]
/** How busy the processor is when fewer should be begun, when there is time for one more, and when it only waits. */
const [BUSY, AT_LEISURE, IDLE] = [0.9, 0.7, 0.3]
/** What an open page asks for, or sends, waits for longer: refused, the browser would load the page anew with all that is typed. */
const PATIENT_MS = 25_000
const ROOMS = {
  write: { most: 500, patience: PATIENT_MS },
  /** As many as can be answered before it is over. */
  read: { most: 48, patience: 5_000 },
  openPage: { most: 1_000, patience: PATIENT_MS },
  ahead: { most: 200, patience: 5_000 },
}
/** How often to see that, and who stands still: twice in a row, and another is begun beside it. */
const LOOK_EVERY_MS = 100
/** So many may stand still; then those that have done so for longest are cut off. */
const MOST_ASIDE = 1_000
/** No answer takes longer, but for streams of events and exports: those end when nothing was sent or read for `timeout`. */
const LONGEST_MS = 120_000
/**
 * What a sender has for a request, headers and all; how long a connection may be silent; how often that is looked at. Less, and a
 * server that is late itself would cut off those who wait for it. A connection between two requests is kept for longer than
 * nginx keeps one (60 s), which would else send the next request on one that is just being closed.
 */
const TIMES = {
  ...{ headersTimeout: 60_000, requestTimeout: 60_000, timeout: 60_000, connectionsCheckingInterval: 5_000 },
  keepAliveTimeout: 65_000,
}
const RETRY_AFTER_SECONDS = '10'
/** Told in one turn that they are refused, some milliseconds' worth: thousands at once would hold up those who are inside. */
const REFUSED_IN_A_TURN = 10

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {import('./door.mjs').Caller & { request: Request, response: Response, wasStill: boolean }} Exchange */

let atOnce = FEWEST
const door = doorFor({ most: atOnce, rooms: ROOMS })
/** How many requests are begun, stand still, and wait. */
export const { counts } = door

/**
 * Connections that may wait to be accepted, as far as the system allows. With Node's 511 a thousand readers in a second fill that
 * for a moment, and whoever comes then tries again only after one second, or three.
 */
const BACKLOG = 4_096
const listen = /** @type {(...args: any[]) => Server} */ (Server.prototype.listen)
// Next names a port and a host.
Server.prototype.listen = /** @this {Server} */ function (/** @type {any[]} */ ...args) {
  const [port, host, ...rest] = args
  if (typeof port !== 'number') return listen.apply(this, args)
  return listen.call(this, { port, host, backlog: BACKLOG }, ...rest)
}

const emit = /** @type {(...args: any[]) => boolean} */ (Server.prototype.emit)

// The channels of node:diagnostics_channel only tell of a request; here it can be kept from whoever would answer it.
Server.prototype.emit = /** @this {Server} */ function (/** @type {string} */ event, /** @type {any[]} */ ...args) {
  if (event === 'listening') Object.assign(this, TIMES)
  if (event !== 'request' || isFree(args[0].url)) return emit.call(this, event, ...args)
  // Begun when another is done, it must not run as part of that: Next and React keep there who asks.
  const answer = AsyncResource.bind(() => emit.call(this, event, ...args))
  receive(args[0], args[1], answer)
  return true
}

/** The process is up, whatever else it does. @param {string} url */
const isFree = (url) => /^\/api\/health(\?|$)/.test(url)

/** @param {Request} request @param {Response} response @param {() => void} answer */
function receive(request, response, answer) {
  const { socket } = request
  let isRefused = false
  let isLong = false
  let longest = /** @type {NodeJS.Timeout | undefined} */ (undefined)
  const exchange = /** @type {Exchange} */ ({
    ...{ from: networkOf(String(request.headers['x-forwarded-for'] ?? '')), kind: kindOf(request) },
    ...{ request, response, wasStill: false },
    enter() {
      whenBegun(response, (type) => {
        isLong = /^text\/(event-stream|csv)/.test(type)
        if (isLong) clearTimeout(longest)
        if (type.startsWith('text/event-stream')) leave()
      })
      answer()
    },
    refuse() {
      isRefused = true
      refuseSoon(exchange)
    },
  })
  function leave() {
    clearTimeout(longest)
    door.leave(exchange)
  }
  function end() {
    response.off('close', end)
    socket.off('close', tell)
    leave()
  }
  // Of requests sent one after the other without waiting, Node tells only the first one's response that the connection is
  // gone: the others would be answered for ever.
  function tell() {
    if (response.socket === null) response.destroy().emit('close')
    end()
  }
  door.come(exchange)
  // As cheaply as can be.
  if (isRefused) return
  if (!isLong) longest = setTimeout(() => socket.destroy(), LONGEST_MS)
  socket.setMaxListeners(0)
  socket.once('close', tell)
  // Next alone comes close to the number at which Node warns.
  response.setMaxListeners(20)
  response.once('close', end)
}

/** @param {Request} request @returns {keyof typeof ROOMS} */
function kindOf({ method = '', url = '', headers }) {
  if (method !== 'GET' && method !== 'HEAD') return 'write'
  // Fetched before anybody wants it, and done without when it is refused.
  if (headers['next-router-prefetch'] !== undefined) return 'ahead'
  return headers.rsc !== undefined || /^\/(_next\/static\/|api\/events(\?|$))/.test(url) ? 'openPage' : 'read'
}

/** Calls back with the content type when an answer begins. @param {Response} response @param {(type: string) => void} back */
function whenBegun(response, back) {
  const writeHead = /** @type {(...args: any[]) => Response} */ (response.writeHead.bind(response))
  response.writeHead = (/** @type {any[]} */ ...args) => {
    back(String(response.getHeader('content-type') ?? ''))
    return writeHead(...args)
  }
}

let known = performance.eventLoopUtilization()
setInterval(() => {
  const { utilization } = performance.eventLoopUtilization(known)
  known = performance.eventLoopUtilization()
  if (utilization > BUSY) atOnce = Math.max(FEWEST, atOnce - 1)
  else if (utilization < AT_LEISURE && counts().waiting > 0)
    atOnce = Math.min(MOST, utilization < IDLE ? 2 * atOnce : atOnce + 1)
  door.allow(atOnce)
  for (const exchange of /** @type {Exchange[]} */ ([...door.inside, ...door.aside])) {
    const isStill = standsStill(exchange)
    door.stand(exchange, isStill && exchange.wasStill)
    exchange.wasStill = isStill
  }
  const tooMany = Math.max(0, door.aside.size - MOST_ASIDE)
  for (const { request } of /** @type {Exchange[]} */ ([...door.aside].slice(0, tooMany))) request.socket.destroy()
}, LOOK_EVERY_MS).unref()

/** Whether it waits for whoever is at the other end: to send the rest, or to read. @param {Exchange} exchange */
function standsStill({ request, response }) {
  return !request.complete || response.writableNeedDrain || response.writableEnded
}

const [zh, en] = ['zh', 'en'].map((locale) =>
  JSON.parse(readFileSync(path.join(root, 'messages', `${locale}.json`), 'utf8')),
)
const PAGE =
  Buffer.from(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${zh.states.errorTitle} · ${en.states.errorTitle}</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1rem}h1{font-size:1.25rem;margin:2em 0 0}p{margin:.5em 0}</style>
${[zh, en]
  .map(
    ({ states, errors }, nth) => `<section lang="${nth === 0 ? 'zh-CN' : 'en-GB'}"><h1>${states.errorTitle}</h1>
<p>${errors.busy}</p><p><a href="">${states.retry}</a></p></section>`,
  )
  .join('\n')}
</html>
`)
const JSON_ANSWER = Buffer.from(
  JSON.stringify({ error: { code: 'UNAVAILABLE', message: en.errors.busy, field: null } }),
)

const refused = /** @type {Exchange[]} */ ([])

/** @param {Exchange} exchange */
function refuseSoon(exchange) {
  if (refused.push(exchange) === 1) setImmediate(refuseSome)
}

function refuseSome() {
  for (const { request, response } of refused.splice(0, REFUSED_IN_A_TURN)) refuse(request, response)
  if (refused.length > 0) setImmediate(refuseSome)
}

/** @param {Request} request @param {Response} response */
function refuse({ url = '' }, response) {
  const isApi = url.startsWith('/api/')
  response.writeHead(503, {
    'Content-Type': isApi ? 'application/json' : 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Retry-After': RETRY_AFTER_SECONDS,
  })
  response.end(isApi ? JSON_ANSWER : PAGE)
}
