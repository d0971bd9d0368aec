/** The path of an address that leads nowhere. */
const NOWHERE = '/unreadable'
/** That of the image optimizer, which is off: Next would say so in a page of its own, whose scripts have no nonce. */
const OPTIMIZER = '/_next/image'

/**
 * The path that a request asks for, with its query. One that cannot be read leads nowhere, in the language that it names or as
 * the API answers; Next would call it an error of the server's. Of a whole address, as some proxies send it, the path counts.
 */
export function readable(url: string): string {
  if (!url.startsWith('/')) return URL.canParse(url) && url.includes('://') ? readable(pathOf(new URL(url))) : NOWHERE
  const [path = ''] = url.split('?', 1)
  if (path === OPTIMIZER) return `/_next${NOWHERE}`
  if (isDecodable(path)) return url
  const first = path.split('/')[1] ?? ''
  return isDecodable(first) ? `/${first}${NOWHERE}` : NOWHERE
}

const pathOf = ({ pathname, search }: URL) => pathname + search

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
