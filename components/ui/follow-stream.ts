/** How long to wait, in milliseconds, before asking a server again that did not answer with a stream. */
const SHORTEST = 5_000
const LONGEST = 120_000

/**
 * Calls `onMessage` with the data of every server-sent event while the page is visible: a browser has few connections per
 * server, and its tabs share them. A lost connection is opened again.
 *
 * @returns a function that stops it
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
      // Otherwise the browser reconnects by itself.
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
