/**
 * A taste, such as light or dark, is kept in a cookie, so that the first paint already has it. On https the name says that
 * no other host and no plain http can have set it.
 */
const cookieNames = (name: string) => [`__Host-${name}`, name] as const

/** A taste among cookies, given what the cookie of a name holds. */
export const tasteIn = (name: string, held: (cookie: string) => string | undefined): string | undefined =>
  cookieNames(name)
    .map(held)
    .find((value) => value !== undefined)

/** Keeps a taste for a year, in the browser. */
export function keepTaste(name: string, value: string): void {
  const isHttps = location.protocol === 'https:'
  const [onHttps, otherwise] = cookieNames(name)
  const attributes = `path=/; max-age=31536000; samesite=lax${isHttps ? '; secure' : ''}`
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
  document.cookie = `${isHttps ? onHttps : otherwise}=${value}; ${attributes}`
}

/** What the browser keeps under this name. */
export function keptTaste(name: string): string | undefined {
  const kept = new Map(document.cookie.split('; ').map((cookie) => splitAt(cookie, cookie.indexOf('='))))
  return tasteIn(name, (cookie) => kept.get(cookie))
}

const splitAt = (text: string, at: number) => [text.slice(0, at), text.slice(at + 1)] as const
