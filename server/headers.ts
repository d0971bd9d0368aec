import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** The read API and the exports: what everybody may read, so may the pages of other sites, which are told nothing of who is signed in. */
const OPEN = /^\/(api\/v1|[\w-]+\/commitments\.csv\W*)(?!\w)/i
const TO_ANYBODY = Object.entries({
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Content-Disposition, Retry-After, X-Request-Id',
})

/**
 * Sets what every answer tells the browser, also one that Next gives by itself: what may run in it, and what may be done
 * with it elsewhere.
 */
export function headersFor({ url, development }: { url: string; development: boolean }) {
  const always = Object.entries({
    'X-Content-Type-Options': 'nosniff',
    // Other sites are told nothing; the ledger's own forms still say where they come from.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(url.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  })
  return (request: IncomingMessage, response: ServerResponse): void => {
    const policy = policyWith(randomBytes(16).toString('base64'), development)
    // As Next documents it, the policy of the request tells it the nonce for the scripts of a page. What a client sent by this
    // name is overwritten.
    request.headers['content-security-policy'] = policy
    response.setHeader('Content-Security-Policy', policy)
    for (const [name, value] of always) response.setHeader(name, value)
    if (OPEN.test(request.url ?? '')) for (const [name, value] of TO_ANYBODY) response.setHeader(name, value)
  }
}

/**
 * Scripts run only with the nonce of this one answer, and what those load. Styles may stand in attributes and in the page,
 * since all that they could load is the ledger's own.
 */
function policyWith(nonce: string, development: boolean): string {
  return [
    "default-src 'none'",
    // React's development build makes functions of texts.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
