import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { addressing } from './address'
import { openAdmission, type Patience } from './admission'
import { refusalOf, tidyHeaders } from './doors'
import { refusalOfForm } from './form-body'
import { headersFor } from './headers'
import { logAnswer } from './log'
import { answerOptions } from './options'
import { askerOf } from './own-requests'
import { readable } from './readable'
import { leadToProper, stayHere } from './redirects'
import { answerRefusal } from './refusal'
import { shared } from './shared'
import { unavailability } from './unavailable'
import { answerUnparsed } from './unparsed'

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
/** So much of the headers is read that the answer to too much of them is one of ours (./doors.ts). */
const HEADERS_READ = 256 * 1024

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
  const here = url ? new URL(url).host : 'localhost'
  const setHeaders = headersFor({ url, development })
  const admission = development ? null : openAdmission(files, patience)

  const server = createServer({ maxHeaderSize: HEADERS_READ, ...(!development && TIMES) }, (request, response) => {
    const asker = askerOf(request)
    const address = asker?.address ?? addressOf(request)

    const number = asker?.number ?? randomUUID()
    response.setHeader('X-Request-Id', number)
    logAnswer(shared.say, number, request, response)

    setHeaders(request, response)
    stayHere(response)
    request.url = readable(request.url ?? '')
    tidyHeaders(request, here)

    const present = { number, address, answerUnavailable: unavailability(request, response) }
    const answer = () => next(request, response)
    // What the server asks of itself is part of a request that has a place, and would wait for that one.
    if (asker !== undefined) return shared.requests.run(present, answer)
    const isOfTools = development && request.url.startsWith('/__nextjs')
    if (!isOfTools && isAnsweredAtTheDoor(request, response, files)) return
    const isForm = request.method === 'POST' && request.headers['next-action'] !== undefined
    const begin = () => (isForm ? answerForm(request, response, answer) : answer())
    shared.requests.run(present, () => (admission ? admission.admit(request, response, begin) : begin()))
  })
  answerUnparsed(server)
  if (!development) server.timeout = SILENCE_MS
  if (admission) server.once('close', admission.stop)
  return { server, counts: admission?.counts }
}

/** Answers what needs neither a place nor the ledger: what is turned away, led elsewhere, or only asks what it may ask. */
function isAnsweredAtTheDoor(request: IncomingMessage, response: ServerResponse, files: ReadonlySet<string>): boolean {
  const refusal = refusalOf(request, files)
  if (refusal) {
    answerRefusal(request, response, refusal)
    return true
  }
  return answerOptions(request, response, files) || leadToProper(request, response)
}

/** Answers what is sent to an action, once it is there and can be read. */
async function answerForm(request: IncomingMessage, response: ServerResponse, answer: () => void): Promise<void> {
  const refusal = await refusalOfForm(request)
  if (response.closed) return
  if (refusal) answerRefusal(request, response, refusal)
  else answer()
}
