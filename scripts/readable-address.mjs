// Preloaded into the web server: an address that cannot be decoded leads nowhere. Next would call it an error of ours.
import { subscribe } from 'node:diagnostics_channel'

subscribe('http.server.request.start', (message) => {
  const { request } = /** @type {{ request: import('node:http').IncomingMessage }} */ (message)
  const [path = ''] = (request.url ?? '').split('?', 1)
  if (isDecodable(path)) return
  // In the language that it names, or as the API would have it.
  const first = path.split('/')[1] ?? ''
  request.url = isDecodable(first) ? `/${first}/unreadable` : '/unreadable'
})

/** @param {string} text */
function isDecodable(text) {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
