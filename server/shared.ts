import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * The one meeting place of the web server and the application in it. Next bundles its own copy of every module, and a build
 * has several of those, so a variable of a module is not the same one everywhere in the process. What has to be the same
 * stands in the object below, which is kept on globalThis, and nowhere else.
 */

export type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal'

/** Writes a line of the log: what happened in a word or two, and fields that say more. */
export type Say = (level: Level, message: string, fields: Record<string, unknown>) => void

/** What is known of a request while it is answered. */
export type PresentRequest = {
  /** Its number in the log, which the answer bears as X-Request-Id. */
  number: string
  /** The address of the client, also behind a proxy. */
  address: string
  /** Has the answer say that the database is away, and when to ask again, if it has not begun. */
  answerUnavailable: () => void
}

export type Stream = ReadableStreamDefaultController<Uint8Array>

/** The streams of events that are open in this process, each with its network. */
export type OpenStreams = {
  all: Map<Stream, string>
  /** Those that have not yet been told how far the record goes. */
  newcomers: Stream[]
  /** Ends what attends to them; null while there are none. */
  leave: (() => void) | null
  /** Whether the process was told to end. */
  isClosed: boolean
}

type Shared = {
  say: Say
  requests: AsyncLocalStorage<PresentRequest>
  streams: OpenStreams | null
  /** When the log last said that the database is away, by `performance.now()`. */
  outageToldAt: number
}

const kept = globalThis as { accordShared?: Shared }
kept.accordShared ??= {
  // Until the server opens its log, and in development, where Next tells of every request.
  say: (level, message, fields) => {
    if (level !== 'debug') console[level === 'fatal' ? 'error' : level](message, fields)
  },
  requests: new AsyncLocalStorage(),
  streams: null,
  outageToldAt: Number.NEGATIVE_INFINITY,
}

export const shared: Shared = kept.accordShared

/** The request that is being answered; undefined outside of one, as in a test that calls a route. */
export const presentRequest = (): PresentRequest | undefined => shared.requests.getStore()
