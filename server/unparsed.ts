import { type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { HEADERS_TOO_LONG, NOT_ALLOWED, NOT_READABLE } from './doors'
import { POLICY, type Refusal, refusalPage } from './refusal'

/** What Node says of it, with what it was given. */
type Unparsed = NodeJS.ErrnoException & { rawPacket?: Buffer }

/** A path on this host. */
const FIRST_LINE = /^(?:GET|HEAD) (\/(?![/\\])[\x21-\x7e\x80-\xff]*) HTTP\/1\.[01]\r\n/
const MOST_OF_LINE = 4_096

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
  server.on('clientError', (error: Unparsed, socket) => {
    if (!socket.writable || (unanswered.get(socket) ?? 0) > 0) socket.destroy(error)
    else endWith(socket, refusalOf(error))
  })
  server.on('connect', (_, socket) => {
    socket.on('error', () => socket.destroy())
    endWith(socket, { ...NOT_ALLOWED, headers: { Allow: 'GET, HEAD, OPTIONS' } })
  })
}

/** Only not encoded is an address that a program sends as it was typed in Chinese; a browser would have encoded it. */
function refusalOf({ code = '', rawPacket }: Unparsed): Refusal {
  const [, address = ''] = FIRST_LINE.exec(rawPacket?.toString('latin1', 0, MOST_OF_LINE) ?? '') ?? []
  const encoded = address.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`)
  if (code === 'HPE_INVALID_URL' && encoded !== address)
    return { ...NOT_READABLE, status: 308, headers: { Location: encoded } }
  return BY_ERROR[code] ?? NOT_READABLE
}

function endWith(socket: Duplex, refusal: Refusal): void {
  const page = Buffer.from(refusalPage(refusal))
  const head = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': page.length,
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    Connection: 'close',
    ...refusal.headers,
  }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`)
  const text = [`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`, ...lines, '', ''].join('\r\n')
  socket.end(Buffer.concat([Buffer.from(text), page]), () => socket.destroy())
}
