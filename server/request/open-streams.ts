import { onChange } from '@/lib/db/listen'
import { recordedUpTo } from '@/server/request/ledger'
import { log } from '@/server/request/log'
import { type OpenStreams, type Stream, shared } from '@/server/shared'

/** So many browsers can be told in one process; each costs a socket and a few kilobytes. */
const MOST = 1_000
/** So many of one network, so that it leaves room for others; behind one address there can be many people. */
const MOST_OF_ONE = MOST / 2
/** At most four times a second, however many changes are recorded. */
const GATHER_MS = 250
/** Those who come within this time are told how far the record goes by one look at it. */
const WELCOME_MS = 50
/** How often something is sent at least, so that no proxy takes a stream for dead, and what no signal told is told. */
const BEAT_MS = 25_000
/** What may wait for a browser that does not read; more, and it has to come again. */
const MOST_WAITING = 64

const encoder = new TextEncoder()

/** How far the record goes as an event; only a sign of life while that cannot be known. */
async function eventOfNow(): Promise<Uint8Array> {
  const sequence = await recordedUpTo().catch((error) => {
    log('error', 'broken', { error })
    return null
  })
  return encoder.encode(sequence === null ? ':\n\n' : `data: ${sequence}\n\n`)
}

/**
 * A stream of server-sent events: how far the record goes, at once and whenever it has grown, and nothing of what was
 * recorded. It ends when the reader leaves, or the process is told to end. Null when no more can be open, in all or of
 * this network.
 */
export function openStream(network: string): ReadableStream<Uint8Array> | null {
  const room = enter()
  const ofOne = [...room.all.values()].filter((other) => other === network).length
  if (room.isClosed || room.all.size >= MOST || ofOne >= MOST_OF_ONE) return null
  let own: Stream
  return new ReadableStream<Uint8Array>({
    start(stream) {
      own = stream
      room.all.set(stream, network)
      room.leave ??= attend(room)
      // After a restart not everyone comes back in the same moment.
      send(room, stream, encoder.encode(`retry: ${Math.round(1_000 + 2_000 * Math.random())}\n\n`))
      if (room.newcomers.push(stream) === 1) setTimeout(() => welcome(room), WELCOME_MS)
    },
    cancel: () => forget(room, own),
  })
}

/** The process ends when every answer has, and a stream would never end by itself. */
function enter(): OpenStreams {
  if (shared.streams) return shared.streams
  const room: OpenStreams = { all: new Map(), newcomers: [], leave: null, isClosed: false }
  shared.streams = room
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      room.isClosed = true
      for (const stream of [...room.all.keys()]) close(room, stream)
    })
  return room
}

/** Looks after they have come, so that none of them misses what was recorded meanwhile. */
async function welcome(room: OpenStreams) {
  const newcomers = room.newcomers.splice(0)
  const event = await eventOfNow()
  for (const stream of newcomers) send(room, stream, event)
}

/** Tells every stream of changes, until told to stop. */
function attend(room: OpenStreams): () => void {
  let gathering: ReturnType<typeof setTimeout> | undefined
  let isMore = false

  async function tell() {
    const event = await eventOfNow()
    for (const stream of [...room.all.keys()]) send(room, stream, event)
  }

  function gather() {
    isMore = gathering !== undefined
    if (isMore) return
    tell()
    gathering = setTimeout(() => {
      gathering = undefined
      if (isMore) gather()
    }, GATHER_MS)
  }

  const unsubscribe = onChange(gather)
  const beat = setInterval(tell, BEAT_MS)
  return () => {
    unsubscribe()
    clearInterval(beat)
    clearTimeout(gathering)
  }
}

function send(room: OpenStreams, stream: Stream, event: Uint8Array): void {
  if (!room.all.has(stream)) return
  if ((stream.desiredSize ?? 0) < -MOST_WAITING) close(room, stream)
  else stream.enqueue(event)
}

function close(room: OpenStreams, stream: Stream): void {
  forget(room, stream)
  stream.close()
}

function forget(room: OpenStreams, stream: Stream): void {
  room.all.delete(stream)
  if (room.all.size > 0) return
  room.leave?.()
  room.leave = null
}
