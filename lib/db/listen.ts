import pg from 'pg'

/** The pauses between attempts to be connected again, in milliseconds; the last one is repeated. */
const PAUSES = [50, 250, 1_000, 2_000, 4_000]

type Ear = { listeners: Set<() => void>; close: (() => void) | null }

// Kept on globalThis so that a hot reload in development does not listen once more.
const kept = globalThis as { accordEar?: Ear }

/**
 * Calls `listener` after every transaction that recorded a change, in whichever process of the ledger; and once when it
 * has begun to listen, at first and after the connection was lost, since nobody told what was recorded before. Never
 * throws: while the database is away, it is quiet. The process has one connection for all listeners, while there are any.
 *
 * @returns what ends it
 */
export function onChange(listener: () => void): () => void {
  kept.accordEar ??= { listeners: new Set(), close: null }
  const ear = kept.accordEar
  // A function of its own, so that one given twice is called twice.
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

/** Listens until it is told to end, over one connection after another. */
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
    // Without a listener an error would end the process; what it means is that the connection has ended.
    own.on('error', () => again(own))
    own.on('end', () => again(own))
    own.on('notification', () => tell())
    try {
      await own.connect()
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
    // It may be broken already, and nobody waits for it.
    own?.end().catch(() => {})
  }

  connect()
  return () => {
    isOver = true
    clearTimeout(timer)
    abandon()
  }
}
