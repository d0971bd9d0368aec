import { once } from 'node:events'
import { createServer, connect as open, type Socket } from 'node:net'

/**
 * A way to PostgreSQL that can be cut: before `count` messages of the client have been passed on, or after they were
 * but before what the server answers is.
 */
export async function cuttableWay(url: string) {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let cut: { left: number; when: 'before' | 'after'; how: 'closed' | 'reset' } | null = null

  const server = createServer((client) => {
    const upstream = open(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    const end = () => (cut?.how === 'reset' ? client.resetAndDestroy() : client.destroy())
    let isDeaf = false
    client.on('data', (message) => {
      if (cut) cut.left -= 1
      const isLast = cut?.left === 0
      if (isLast && cut?.when === 'before') return end()
      isDeaf = isLast
      upstream.write(message)
    })
    upstream.on('data', (answer) => {
      // The server has done what it was told; nobody hears of it.
      if (isDeaf) end()
      else client.write(answer)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const through = new URL(url)
  through.port = String((server.address() as { port: number }).port)

  return {
    url: through.href,
    /** Cuts once, at the client's message of that number from now, before or after it has reached the server. */
    cutAt(message: number, when: 'before' | 'after', how: 'closed' | 'reset') {
      cut = { left: message, when, how }
    },
    /** Takes back a cut that has not been made. */
    mend() {
      cut = null
    },
    /** Whether the cut that was asked for has been made. */
    wasCut: () => cut !== null && cut.left <= 0,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
