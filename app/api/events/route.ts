import { AppError } from '@/lib/error'
import { openStream } from '@/server/request/open-streams'
import { clientNetwork } from '@/server/request/places'
import { readOnly, refused } from '@/server/request/refusal'

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Events that are compressed or buffered on the way arrive too late.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  // A connection kept alive after its stream closed would delay the shutdown of the process.
  Connection: 'close',
}

/** Tells a browser, for as long as it listens, how far the record goes. */
export function GET(): Response {
  const stream = openStream(clientNetwork())
  if (stream) return new Response(stream, { headers: HEADERS })
  return refused(new AppError('UNAVAILABLE', 'tooManyStreams'), { headers: { 'Retry-After': '30' } })
}

/** Without this, Next answers HEAD by GET, with a stream that nobody reads. */
export const HEAD = (): Response => new Response(null, { headers: HEADERS })

export const { POST, PUT, PATCH, DELETE } = readOnly
