import createMiddleware from 'next-intl/middleware'
import { routing } from '@/app/routing'

/** Sends an address without a language to the one the browser asks for. Nothing is authorized here. */
export default createMiddleware(routing)

export const config = { matcher: '/((?!api|_next|.*\\..*).*)' }
