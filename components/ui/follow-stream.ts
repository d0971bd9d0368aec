/** For how long to wait before asking again a server that answered with something else than a stream, in milliseconds. */
const SHORTEST = 5_000
const LONGEST = 120_000

/**
 * Calls `onMessage` with the data of every event of a stream of server-sent events, for as long as the page is to be
 * seen: a browser has few connections to a server, and shares them among its tabs. A lost connection is found again.
 *
 * @returns what ends it
 */
export function followStream(address: string, onMessage: (data: string) => void): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = SHORTEST

  function open() {
    close()
    if (document.visibilityState === 'hidden') return
    source = new EventSource(address)
    source.onmessage = ({ data }) => {
      pause = SHORTEST
      onMessage(data)
    }
    source.onerror = () => {
      // Otherwise the browser tries again by itself.
      if (source?.readyState !== EventSource.CLOSED) return
      timer = setTimeout(open, pause)
      pause = Math.min(2 * pause, LONGEST)
    }
  }

  function close() {
    clearTimeout(timer)
    source?.close()
    source = null
  }

  document.addEventListener('visibilitychange', open)
  open()
  return () => {
    document.removeEventListener('visibilitychange', open)
    close()
  }
}
