import { randomBytes, timingSafeEqual } from 'node:crypto'
import { cookies } from 'next/headers'
import { networkOf } from '@/lib/network'
import { keyed } from '@/server/request/keyed'
import { isHttps } from '@/server/request/origin'
import { presentRequest } from '@/server/shared'

/**
 * The places that a request comes from: its network, and its browser where somebody has signed in with that before. Both
 * are hashes (server/request/keyed.ts).
 */
export type Places = { network: string; browser: string | null }

const COOKIE = isHttps ? '__Host-accord.browser' : 'accord.browser'
/** As long as browsers keep a cookie at most. */
const KEPT_FOR_SECONDS = 400 * 24 * 60 * 60

/** The network that the present request comes from, as it is. */
export const clientNetwork = (): string => networkOf(presentRequest()?.address ?? '')

/** The network of an address as a hash; and of the present request. */
export const placeOfNetwork = (address: string): string => keyed('network', networkOf(address))
export const presentNetwork = (): string => placeOfNetwork(presentRequest()?.address ?? '')

export async function presentPlaces(): Promise<Places> {
  const id = ownId((await cookies()).get(COOKIE)?.value)
  return { network: presentNetwork(), browser: id && placeOfBrowser(id) }
}

/** The same, for somebody who has proved who they are: their browser is known again by a cookie from now on. */
export async function rememberedPlaces(): Promise<string[]> {
  const jar = await cookies()
  const id = ownId(jar.get(COOKIE)?.value) ?? randomBytes(24).toString('base64url')
  const kept = { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/', maxAge: KEPT_FOR_SECONDS } as const
  jar.set(COOKIE, `${id}.${signatureOf(id)}`, kept)
  return [presentNetwork(), placeOfBrowser(id)]
}

const placeOfBrowser = (id: string): string => keyed('browser', id)
const signatureOf = (id: string): string => keyed('browser cookie', id)

/** What a cookie says, if the ledger has signed it: nobody can have put another's into a browser. */
function ownId(cookie: string | undefined): string | null {
  const [id = '', signature = ''] = cookie?.split('.') ?? []
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(id))]
  return given.length === right.length && timingSafeEqual(given, right) ? id : null
}
