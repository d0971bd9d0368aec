/** A single-use link carries a token. Only the token's hash is stored, so reading the database gives nobody a usable link. */
const digest = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** 256 bits as 43 letters, digits, hyphens and underscores. */
export const tokenFrom = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text)

export const hashOfToken = async (token: string): Promise<string> => hex(await digest(token))

/** The id of the person who joins by a link, derived from its token: the same form sent again makes the same person. */
export const personIdFrom = async (token: string): Promise<string> => hex(await digest(`person ${token}`)).slice(0, 32)
