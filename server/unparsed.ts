import { type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { HEADERS_TOO_LONG, NOT_ALLOWED, NOT_READABLE } from './doors'
import { POLICY, type Refusal, refusalPage } from './refusal'

const TOO_LATE: Refusal = { status: 408, code: 'TOO_LATE', key: 'requestTooLate' }

/** What Node gives up a connection for, and what is said of it; anything else cannot be read as a request. */
const BY_ERROR: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: HEADERS_TOO_LONG,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: HEADERS_TOO_LONG,
  ERR_HTTP_REQUEST_TIMEOUT: TOO_LATE,
}

/**
 * Answers what never becomes a request: what cannot be read as one, and what asks for a tunnel to somewhere else. Node would
 * end the connection with a status alone, or without a word.
 */
export function answerUnparsed(server: Server): void {
  /** How many requests of a connection have not been answered; into their answers nothing may be written. */
  const unanswered = new WeakMap<Duplex, number>()
  server.prependListener('request', ({ socket }, response) => {
    unanswered.set(socket, (unanswered.get(socket) ?? 0) + 1)
    response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1))
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || (unanswered.get(socket) ?? 0) > 0) socket.destroy(error)
    else endWith(socket, BY_ERROR[error.code ?? ''] ?? NOT_READABLE)
  })
  server.on('connect', (_, socket) => {
    endWith(
      socket.on('error', () => socket.destroy()),
      NOT_ALLOWED,
    )
  })
}

function endWith(socket: Duplex, refusal: Refusal): void {
  const page = Buffer.from(refusalPage(refusal))
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    'Content-Type: text/html; charset=utf-8',
    `Content-Length: ${page.length}`,
    `Content-Security-Policy: ${POLICY}`,
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Connection: close',
  ]
  if (refusal.status === 405) head.push('Allow: GET, HEAD, OPTIONS')
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), page]), () => socket.destroy())
}
