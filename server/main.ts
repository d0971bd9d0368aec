import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { addressing } from './address'
import { openAdmission, type Patience } from './admission'
import { headersFor } from './headers'
import { logAnswer } from './log'
import { askerOf } from './own-requests'
import { readable } from './readable'
import { shared } from './shared'
import { unavailability } from './unavailable'

/**
 * How long a client has for a request, headers and all; how long a connection may be silent; how often that is looked at. With
 * less, a server that is late itself would cut off those who wait for it. A connection between two requests is kept for longer
 * than nginx keeps one (60 s), which would otherwise send the next request on one that is just being closed.
 */
const TIMES = {
  headersTimeout: 60_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
}
const SILENCE_MS = 60_000

/** Answers a request to its end, and never fails. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export type Options = {
  /** The addresses and ranges of the proxies that are believed. */
  proxies: string[]
  /** Where people have the ledger open; empty where that is not set. */
  url: string
  /** The addresses that are answered with a file as it lies there. */
  files: ReadonlySet<string>
  /** For how many milliseconds a request waits to be begun, in place of the times of its kind. */
  patience?: Patience
  /** Nothing is kept waiting or cut off, and React may make functions of texts. */
  development: boolean
}

/** The web server around Next, which answers by `next`: what is done with every request, in this order. */
export function serverFor(next: Answer, options: Options) {
  const { proxies, url, files, patience, development } = options
  const addressOf = addressing(proxies, url)
  const setHeaders = headersFor({ url, development })
  const admission = development ? null : openAdmission(files, patience)

  const server = createServer(development ? {} : TIMES, (request, response) => {
    const asker = askerOf(request)
    const address = asker?.address ?? addressOf(request)

    const number = asker?.number ?? randomUUID()
    response.setHeader('X-Request-Id', number)
    logAnswer(shared.say, number, request, response)

    setHeaders(request, response)
    request.url = readable(request.url ?? '')

    const present = { number, address, answerUnavailable: unavailability(request, response) }
    const answer = () => next(request, response)
    // What the server asks of itself is part of a request that has a place, and would wait for that one.
    const isAdmitted = admission === null || asker !== undefined
    shared.requests.run(present, () => (isAdmitted ? answer() : admission.admit(request, response, answer)))
  })
  if (!development) server.timeout = SILENCE_MS
  if (admission) server.once('close', admission.stop)
  return { server, counts: admission?.counts }
}
