import { createServer } from 'node:net'
import { Failure } from './failure.mjs'

/** A port that was free on the loopback interface a moment ago. @returns {Promise<number>} */
export async function pickFreePort() {
  const server = await listen('127.0.0.1', 0)
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * Whether the port can be listened on; waits a second for one that is just being released.
 * Throws a Failure when the host is not this machine's or the port is reserved.
 * @param {string} host
 * @param {number} port
 */
export async function isPortFree(host, port) {
  for (let attempt = 1; ; attempt++) {
    try {
      const server = await listen(host, port)
      await new Promise((resolve) => server.close(resolve))
      return true
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error)
      if (code === 'EACCES')
        throw new Failure(`PORT ${port} may not be used by this account; set PORT to 1024 or above.`)
      if (code !== 'EADDRINUSE') {
        throw new Failure(
          `HOST is "${host}", but must be an address or name of this machine, such as 127.0.0.1 (${code}).`,
        )
      }
      if (attempt === 5) return false
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<import('node:net').Server>}
 */
function listen(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => resolve(server))
  })
}
