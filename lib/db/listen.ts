import pg from 'pg'
import { prepareSession } from './session.mjs'

/** The pauses between attempts to reconnect, in milliseconds; the last one is repeated. */
const PAUSES = [50, 250, 1_000, 2_000, 4_000]

type Ear = { listeners: Set<() => void>; close: (() => void) | null }

// Kept on globalThis so that a hot reload in development does not listen twice.
const kept = globalThis as { accordEar?: Ear }

/**
 * Calls `listener` after every transaction that recorded a change, in any process of the ledger, and once whenever it
 * begins to listen, at first and after a lost connection, since it may have missed something. Never throws: while the
 * database is away nothing happens. All listeners of a process share one connection.
 *
 * @returns what ends it
 */
export function onChange(listener: () => void): () => void {
  kept.accordEar ??= { listeners: new Set(), close: null }
  const ear = kept.accordEar
  // Wrapped, so that a listener given twice is called twice.
  const own = () => listener()
  ear.listeners.add(own)
  ear.close ??= listen(() => {
    for (const one of [...ear.listeners]) one()
  })
  return () => {
    if (!ear.listeners.delete(own) || ear.listeners.size > 0) return
    ear.close?.()
    ear.close = null
  }
}

/** Listens until told to end, reconnecting as needed. */
function listen(tell: () => void): () => void {
  let client: pg.Client | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempts = 0
  let isOver = false

  async function connect() {
    const own = new pg.Client({
      connectionString: process.env.DATABASE_URL,
      application_name: 'accord listen',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    })
    client = own
    // An error without a listener would end the process; here it only means that the connection has ended.
    own.on('error', () => again(own))
    own.on('end', () => again(own))
    own.on('notification', () => tell())
    try {
      await own.connect()
      await prepareSession(own)
      await own.query('LISTEN accord_changed')
    } catch {
      return again(own)
    }
    if (client !== own) return
    attempts = 0
    tell()
  }

  function again(own: pg.Client) {
    if (client !== own) return
    abandon()
    if (isOver) return
    timer = setTimeout(connect, PAUSES[Math.min(attempts, PAUSES.length - 1)])
    timer.unref()
    attempts += 1
  }

  function abandon() {
    const own = client
    client = null
    // It may be broken already; nothing depends on it.
    own?.end().catch(() => {})
  }

  connect()
  return () => {
    isOver = true
    clearTimeout(timer)
    abandon()
  }
}
