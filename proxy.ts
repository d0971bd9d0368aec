import createMiddleware from 'next-intl/middleware'
import { isHttps } from '@/server/request/origin'
import { routing } from '@/server/request/routing'

/** Sends an address without a language to the one the browser asks for. Nothing is authorized here. */
export default createMiddleware({
  ...routing,
  ...(isHttps && { localeCookie: { name: '__Host-NEXT_LOCALE', path: '/', secure: true } }),
})

// Files have a dot in their names, and so may refs, whose pages learn of their language here.
export const config = {
  matcher: ['/((?!api|_next|.*\\..*).*)', '/(commitments|domains|source)/(.*)', '/(zh|en)/((?!commitments\\.csv$).*)'],
}
