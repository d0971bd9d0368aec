// Preloaded into the web server: before anything reads a request, `x-forwarded-for` is the one true address of whoever
// made it. Only what a proxy named in ACCORD_PROXY says is believed; the other headers of this kind are dropped.
import { subscribe } from 'node:diagnostics_channel'
import { isIP } from 'node:net'
import { listOf } from './settings.mjs'

const url = process.env.ACCORD_URL ?? ''
const trusted = listOf((process.env.ACCORD_PROXY ?? '').split(',').filter(Boolean))

subscribe('http.server.request.start', (message) => {
  const { request } = /** @type {{ request: import('node:http').IncomingMessage }} */ (message)
  const socket = plain(request.socket.remoteAddress ?? '')
  if (!isTrusted(socket))
    for (const name of ['x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port']) delete request.headers[name]
  // A proxy may pass another host on than the one in people's browsers, and Next compares it with where a form comes from.
  if (url && request.headers.origin === url) request.headers['x-forwarded-host'] = new URL(url).host
  request.headers['x-forwarded-for'] = clientOf(socket, request.headers['x-forwarded-for'])
})

/**
 * From the nearest hop to the farthest, the first that is no proxy of ours. What cannot be read was made up by whoever
 * is behind the last proxy, and that proxy's address stands for them.
 * @param {string} socket
 * @param {string | string[] | undefined} forwarded
 */
function clientOf(socket, forwarded) {
  const hops = String(forwarded ?? '')
    .split(',')
    .map((hop) => plain(hop.trim()))
    .reverse()
  let client = socket
  for (const hop of hops) {
    if (!isTrusted(client) || !isIP(hop)) break
    client = hop
  }
  return client
}

/** An address without a port, brackets or zone, and IPv4 as IPv4. @param {string} address */
function plain(address) {
  const bare = address
    .replace(/^\[([^\]]+)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(bare) ? bare.slice(7) : bare
}

/** @param {string} address */
function isTrusted(address) {
  const family = isIP(address)
  return family !== 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
