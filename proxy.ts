import createMiddleware from 'next-intl/middleware'
import { isHttps } from '@/server/request/origin'
import { routing } from '@/server/request/routing'

/** Sends an address without a language to the one the browser asks for. Nothing is authorized here. */
export default createMiddleware({
  ...routing,
  ...(isHttps && { localeCookie: { name: '__Host-NEXT_LOCALE', path: '/', secure: true } }),
})

export const config = { matcher: ['/((?!api|_next|.*\\..*).*)'] }
