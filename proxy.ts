import { type NextRequest, NextResponse } from 'next/server'
import createMiddleware from 'next-intl/middleware'
import { nothingHere } from '@/app/api/refusal'
import { isHttps } from '@/app/origin'
import { routing } from '@/app/routing'

const toLanguage = createMiddleware({
  ...routing,
  ...(isHttps && { localeCookie: { name: '__Host-NEXT_LOCALE', path: '/', secure: true } }),
})

/**
 * Sends an address without a language to the one the browser asks for. Nothing is authorized here. An address that
 * cannot be decoded is answered at once, since Next would call it an error of ours.
 */
export default function proxy(request: NextRequest): Response {
  const { pathname } = new URL(request.url)
  const isApi = pathname.startsWith('/api/')
  if (!isDecodable(pathname)) {
    if (isApi) return nothingHere()
    const locale = routing.locales.find((one) => pathname.startsWith(`/${one}/`)) ?? routing.defaultLocale
    return NextResponse.rewrite(new URL(`/${locale}/unreadable`, request.url))
  }
  // What has a dot in it, such as a file, is in no language; it comes here only to be decoded.
  return isApi || pathname.includes('.') ? NextResponse.next() : toLanguage(request)
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

export const config = { matcher: ['/((?!api|_next|.*\\..*).*)', '/((?!_next).*%.*)'] }
