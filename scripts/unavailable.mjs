// Preloaded into the web server: a page that cannot be made while the database is away says so with 503, and when to ask
// again. Next itself knows only the statuses of its own (200, 404, 500…) for pages.
import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'

/** By which the app names a request (server/request/unavailable.ts); whatever a request claims to be is overwritten. */
const NAME = 'x-accord-request'
const RETRY_AFTER_SECONDS = 5

/** What makes the answer to a request say 503, while it has not begun. @type {Map<string, () => void>} */
const waiting = new Map()

Object.assign(globalThis, {
  accordUnavailable: (/** @type {string} */ name) => waiting.get(name)?.(),
})

subscribe('http.server.request.start', (message) => {
  const { request, response } = /** @type {{ request: import('node:http').IncomingMessage,
    response: import('node:http').ServerResponse }} */ (message)
  const name = randomUUID()
  request.headers[NAME] = name
  response.setHeader('X-Request-Id', name)
  // What a page asks for while it is open is answered as Next does: another status would have the browser load the page
  // anew, with all that is typed.
  if (!/^(GET|HEAD)$/.test(request.method ?? '') || request.headers.rsc !== undefined) return
  let isUnavailable = false
  waiting.set(name, () => {
    isUnavailable = true
  })
  response.once('close', () => waiting.delete(name))
  const writeHead = /** @type {(...args: any[]) => typeof response} */ (response.writeHead.bind(response))
  response.writeHead = (/** @type {number} */ status, /** @type {unknown[]} */ ...rest) => {
    if (!isUnavailable || (status !== 200 && status !== 500)) return writeHead(status, ...rest)
    response.setHeader('Retry-After', RETRY_AFTER_SECONDS)
    return writeHead(503, ...rest.filter((part) => typeof part !== 'string'))
  }
})
