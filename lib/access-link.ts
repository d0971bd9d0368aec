import { sha256 } from '@/lib/digest'

/** 256 bits as 43 letters, digits, hyphens and underscores. */
export const tokenFrom = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')

export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text)

/** A single-use link carries a token. Only the token's hash is stored, so reading the database gives nobody a usable link. */
export const hashOfToken = (token: string): Promise<string> => sha256(token)

/** The id of the person who joins by a link, derived from its token: the same form sent again makes the same person. */
export const personIdFrom = async (token: string): Promise<string> => (await sha256(`person ${token}`)).slice(0, 32)
