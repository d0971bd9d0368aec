import { AsyncResource } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import onHeaders from 'on-headers'
import PQueue from 'p-queue'
import { refuse } from './busy'
import { isAhead, whenItsTurn } from './turn'

/**
 * How many requests are begun at once. The processor makes one page after the other, so a second one would only make both
 * later; while it waits, as for a slow database, there can be a few more than there are connections to that.
 */
const [FEWEST, MOST] = [1, 12]
/** How busy the processor is when fewer should be begun, when there is time for another, and when it only waits. */
const [BUSY, AT_LEISURE, IDLE] = [0.9, 0.7, 0.3]
/**
 * How many requests of a kind may wait, and for how long; the kind of the highest priority goes first. What an open page sends
 * or asks for waits longer: when that is refused, somebody has to send it again, or the browser loads the page again.
 */
const KINDS = {
  sent: { priority: 3, most: 500, patience: 25_000 },
  openPage: { priority: 2, most: 1_000, patience: 25_000 },
  page: { priority: 1, most: 48, patience: 5_000 },
  /** Prefetches, and what was sent on a connection before the last answer: no browser and no proxy waits for that. */
  ahead: { priority: 0, most: 200, patience: 5_000 },
}
type Kind = keyof typeof KINDS
export type Patience = Partial<Record<Kind, number>>
/** Of a request that goes on after it waited for its client: it counts before another is begun. */
const GOES_ON = 4
const LOOK_EVERY_MS = 100
/** So many may wait for their clients; then those that have done so for longest are cut off. */
const MOST_STILL = 1_000

/** How many requests have a place, wait for their clients without one, and wait to be begun. */
export type Counts = { inside: number; still: number; waiting: number }

type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  wasStill: boolean
  /** Gives its place to another; null while it has none. */
  giveUpPlace: (() => void) | null
}

/**
 * A bound on the requests that are answered at once. The next ones wait, and what is beyond that is answered 503 with
 * Retry-After. A place is held only while there is something to do: not for a client that sends or reads slowly, and not
 * for a stream of events that has begun. The files and `/api/health` need none.
 *
 * @param patience for how many milliseconds a request of some kinds waits, in place of their own times
 */
export function openAdmission(files: ReadonlySet<string>, patience: Patience = {}) {
  const queue = new PQueue({ concurrency: FEWEST })
  const begun = new Set<Exchange>()
  const waiting = { sent: 0, openPage: 0, page: 0, ahead: 0 }

  /** Answers a request now, or when there is a place for it, or says that there will not be one soon. */
  function admit(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
    const kind = kindOf(request, files)
    if (isAhead(response)) whenItsTurn(request, response, () => enter(kind && 'ahead', request, response, answer))
    else enter(kind, request, response, answer)
  }

  function enter(kind: Kind | null, request: IncomingMessage, response: ServerResponse, answer: () => void): void {
    if (kind === null) answer()
    else if (waiting[kind] >= KINDS[kind].most) refuse(request, response)
    else wait(kind, request, response, answer)
  }

  function wait(kind: Kind, request: IncomingMessage, response: ServerResponse, answer: () => void): void {
    waiting[kind] += 1
    const exchange: Exchange = { request, response, wasStill: false, giveUpPlace: null }
    const waits = new AbortController()
    const timer = setTimeout(() => waits.abort(), patience[kind] ?? KINDS[kind].patience)
    const stopWaiting = () => {
      clearTimeout(timer)
      waiting[kind] -= 1
    }
    // Begun when another one ends, it must not run as a part of that: Next and React keep there who asks.
    const begin = AsyncResource.bind(() => {
      stopWaiting()
      const isGivenUp = takePlace(exchange)
      onHeaders(response, () => isStreamOfEvents(response) && leave(exchange))
      answer()
      return isGivenUp
    })
    queue.add(begin, { priority: KINDS[kind].priority, signal: waits.signal }).catch(() => {
      stopWaiting()
      if (!response.closed) refuse(request, response)
    })
    // Next alone comes close to the number of listeners at which Node warns.
    response.setMaxListeners(20).once('close', () => {
      if (begun.has(exchange)) leave(exchange)
      else waits.abort()
    })
  }

  /** Resolves when the place is given up. */
  function takePlace(exchange: Exchange): Promise<void> {
    begun.add(exchange)
    return new Promise((resolve) => {
      exchange.giveUpPlace = () => {
        exchange.giveUpPlace = null
        resolve()
      }
    })
  }

  function leave(exchange: Exchange): void {
    begun.delete(exchange)
    exchange.giveUpPlace?.()
  }

  let known = performance.eventLoopUtilization()
  const looking = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(known)
    known = performance.eventLoopUtilization()
    if (utilization > BUSY) queue.concurrency = Math.max(FEWEST, queue.concurrency - 1)
    else if (utilization < AT_LEISURE && queue.size > 0)
      queue.concurrency = Math.min(MOST, utilization < IDLE ? 2 * queue.concurrency : queue.concurrency + 1)
    for (const exchange of begun) look(exchange)
    const still = [...begun].filter(({ giveUpPlace }) => giveUpPlace === null)
    for (const { request } of still.slice(0, Math.max(0, still.length - MOST_STILL))) request.socket.destroy()
  }, LOOK_EVERY_MS)

  function look(exchange: Exchange): void {
    const { request, response, wasStill } = exchange
    const isStill = !request.complete || response.writableNeedDrain || response.writableEnded
    if (isStill && wasStill) exchange.giveUpPlace?.()
    else if (!isStill && exchange.giveUpPlace === null) {
      const isGivenUp = takePlace(exchange)
      queue.add(() => isGivenUp, { priority: GOES_ON })
    }
    exchange.wasStill = isStill
  }

  function counts(): Counts {
    const inside = [...begun].filter(({ giveUpPlace }) => giveUpPlace !== null).length
    const { sent, openPage, page, ahead } = waiting
    return { inside, still: begun.size - inside, waiting: sent + openPage + page + ahead }
  }

  return { admit, counts, stop: () => clearInterval(looking) }
}

const isStreamOfEvents = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type')).startsWith('text/event-stream')

/** Null for what needs no place. */
function kindOf(request: IncomingMessage, files: ReadonlySet<string>): Kind | null {
  const { method = '', url = '', headers } = request
  const [path = ''] = url.split('?', 1)
  if (!/^(GET|HEAD)$/.test(method)) return 'sent'
  if (path === '/api/health' || files.has(decodeURIComponent(path))) return null
  if (headers['next-router-prefetch'] !== undefined) return 'ahead'
  return headers.rsc !== undefined || path === '/api/events' ? 'openPage' : 'page'
}
