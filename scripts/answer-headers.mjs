// Preloaded into the web server: every answer, also those that Next gives by itself, tells the browser what may run in it,
// and what may be done with it elsewhere.
import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'

const isDevelopment = process.env.NODE_ENV === 'development'

const always = {
  'X-Content-Type-Options': 'nosniff',
  // To other sites nothing at all; a form of the ledger's own still says where it comes from.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  ...(process.env.ACCORD_URL?.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=31536000' }),
}

subscribe('http.server.request.start', (message) => {
  const { request, response } = /** @type {{ request: import('node:http').IncomingMessage,
    response: import('node:http').ServerResponse }} */ (message)
  const policy = policyWith(randomBytes(16).toString('base64'))
  // From here Next takes the nonce for the scripts of a page; whatever a request brought is overwritten.
  request.headers['content-security-policy'] = policy
  response.setHeader('Content-Security-Policy', policy)
  for (const [name, value] of Object.entries(always)) response.setHeader(name, value)
})

/**
 * Scripts run only with the nonce of this one answer, and what those load. Styles may stand in attributes and in the page:
 * nothing that they could load is anybody else's.
 * @param {string} nonce
 */
function policyWith(nonce) {
  return [
    "default-src 'none'",
    // React's development build makes functions of texts.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
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
