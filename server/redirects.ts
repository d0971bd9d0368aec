import type { IncomingMessage, ServerResponse } from 'node:http'
import onHeaders from 'on-headers'
import { properAddress } from '@/lib/typed-address'

/** Answers a request for an address that was meant to be another one with that; false where it is proper. */
export function leadToProper({ method = '', url = '' }: IncomingMessage, response: ServerResponse): boolean {
  if (!/^(GET|HEAD)$/.test(method)) return false
  const proper = properAddress(url)
  if (proper === null) return false
  response.writeHead(308, { Location: proper, 'Cache-Control': 'no-store' }).end()
  return true
}

/** Has an answer lead to no other host, whatever the request calls this one: the ledger only leads to itself. */
export function stayHere(response: ServerResponse): void {
  onHeaders(response, () => {
    const location = response.getHeader('location')
    if (typeof location !== 'string') return
    const { pathname, search, hash } = new URL(location, 'http://ledger.invalid')
    response.setHeader('Location', pathname.replace(/^\/{2,}/, '/') + search + hash)
    response.removeHeader('Refresh')
  })
}
