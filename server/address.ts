import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyaddr from 'proxy-addr'

/** What only a proxy may say about a request, apart from whom it comes from. */
const OF_A_PROXY = ['x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port']

/**
 * Finds the address of the client that sent a request. Only the proxies named are believed, by address or range; what anybody
 * else says of where a request comes from is dropped from its headers, and so is X-Forwarded-For in any case.
 *
 * @param url where people have the ledger open, such as `https://ledger.example.org`; empty where that is not set
 */
export function addressing(proxies: string[], url: string): (request: IncomingMessage) => string {
  const isProxy = proxies.length > 0 ? proxyaddr.compile(proxies) : () => false
  return (request) => {
    const { headers, socket } = request
    const nearest = plainAddress(socket.remoteAddress)
    if (!isProxy(nearest, 0)) for (const name of OF_A_PROXY) delete headers[name]
    // A proxy may pass on another host than the one in people's browsers, and Next compares it with where a form comes from.
    if (url && headers.origin === url) headers['x-forwarded-host'] = new URL(url).host
    const hops = [headers['x-forwarded-for'] ?? []].flat().join().split(',').map(plainAddress)
    headers['x-forwarded-for'] = hops.map((hop) => hop || 'unknown').join()
    // From the nearest hop to the first that is no proxy. What cannot be read was made up by somebody behind the last
    // proxy, whose address stands for them.
    const believed = proxyaddr.all(request, isProxy).map(plainAddress)
    delete headers['x-forwarded-for']
    return believed.findLast((address) => isIP(address)) ?? nearest
  }
}

/** An address without a port, brackets or zone, and IPv4 as IPv4; empty where the connection is gone by now. */
export function plainAddress(address = ''): string {
  const bare = address
    .trim()
    .replace(/^\[([^\]]+)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(bare) ? bare.slice(7) : bare
}
