// Preloaded into the web server: no more is begun at once than can be answered soon, and what is beyond that is told to
// come again (503) while it costs nothing yet. Whoever sends or reads slowly keeps nobody out.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { doorFor } from './door.mjs'
import { root } from './settings.mjs'

/** Begun at once: a few more than there are connections to the database, so that none of them is idle. */
const AT_ONCE = 12
/** Wait to be begun: well under a second, where a processor gives 60 pages a second. */
const WAITING = 36
/** How long a request may stand still for its own reader or sender before another is begun beside it. */
const STILL_MS = 1_000
/** Open connections, of browsers that keep one to be told of changes too; a few kilobytes each. */
const MOST_CONNECTIONS = 15_000
/** What a sender has for the headers, and for all of a request; how often that is looked at. */
const TIMES = { headersTimeout: 20_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 }

const come = doorFor({ atOnce: AT_ONCE, waiting: WAITING })
const [zh, en] = ['zh', 'en'].map(
  (locale) => JSON.parse(readFileSync(path.join(root, 'messages', `${locale}.json`), 'utf8')).errors.busy,
)

/** @typedef {import('node:http').RequestListener} Listener */
/** @typedef {Parameters<Listener>} Exchange */

const { createServer } = http

// Next gives nothing but what answers, and starts no other server.
http.createServer = /** @type {typeof createServer} */ (
  (/** @type {unknown[]} */ ...given) => {
    const [answer] = given
    if (typeof answer !== 'function') return Reflect.apply(createServer, http, given)
    const server = createServer(TIMES, atTheDoor(/** @type {Listener} */ (answer)))
    server.maxConnections = MOST_CONNECTIONS
    return server
  }
)

/** @param {Listener} answer @returns {Listener} */
function atTheDoor(answer) {
  return (request, response) => {
    if (isFree(request.url ?? '')) return answer(request, response)
    let end = () => {}
    const giveUp = come({
      enter(leave) {
        const timer = setInterval(() => isStill(request, response) && leave(), STILL_MS)
        end = () => {
          clearInterval(timer)
          leave()
        }
        // All is said, though not all is read yet.
        response.once('prefinish', end)
        answer(request, response)
      },
      refuse: () => refuse(request, response),
    })
    // Next alone comes close to the number at which Node warns.
    response.setMaxListeners(20)
    response.once('close', () => {
      giveUp()
      end()
    })
  }
}

/** What costs next to nothing, or has a limit of its own. @param {string} url */
function isFree(url) {
  return /^\/(_next\/static\/|api\/(health|events)(\?|$))/.test(url)
}

/** Whether it waits for whoever is at the other end. @param {Exchange} exchange */
function isStill(...[request, response]) {
  return !request.complete || response.writableNeedDrain
}

/** @param {Exchange} exchange */
function refuse(...[request, response]) {
  const isApi = request.url?.startsWith('/api/')
  const page = `<!doctype html><meta charset="utf-8"><title>503</title><p lang="zh-CN">${zh}</p><p lang="en-GB">${en}</p>`
  response.writeHead(503, {
    'Content-Type': isApi ? 'application/json' : 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    // Not everyone comes again in the same moment.
    'Retry-After': String(1 + Math.floor(5 * Math.random())),
    Connection: 'close',
  })
  response.end(isApi ? JSON.stringify({ error: { code: 'UNAVAILABLE', message: en, field: null } }) : page)
}
