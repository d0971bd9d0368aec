import type { IncomingMessage, ServerResponse } from 'node:http'
import onHeaders from 'on-headers'

const RETRY_AFTER_SECONDS = '5'

/**
 * What has the answer to a request say 503 and when to ask again, if it has not begun: Next knows only statuses of its own
 * for pages. What an open page asks for, and what it sends, is answered as Next does, since another status would have the
 * browser load the page again, and interrupt what is being typed.
 */
export function unavailability({ method = '', headers }: IncomingMessage, response: ServerResponse): () => void {
  if (!/^(GET|HEAD)$/.test(method) || headers.rsc !== undefined) return () => {}
  let isAway = false
  onHeaders(response, () => {
    if (!isAway || (response.statusCode !== 200 && response.statusCode !== 500)) return
    response.statusCode = 503
    response.setHeader('Retry-After', RETRY_AFTER_SECONDS)
  })
  return () => {
    isAway = true
  }
}
