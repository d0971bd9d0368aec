import type { IncomingMessage } from 'node:http'
import type { Refusal } from './refusal'
import { isRouterState } from './router-state'

/**
 * What is turned away before anything reads it. The limits are far beyond what a reader or a program of good will sends; up to
 * them no request costs much more than the page that it asks for.
 */
const MOST = {
  /** Characters of an address. */
  address: 16_384,
  parameters: 100,
  /** Characters of all headers together, their names included. */
  headers: 32_768,
  /** More than a browser keeps for one site. Next and its libraries take seconds for thousands. */
  cookies: 200,
  /** Of the languages that a browser says its reader prefers; the first few decide. */
  languages: 500,
}

const READ = ['GET', 'HEAD', 'OPTIONS']
const ROUTED = ['POST', 'PUT', 'PATCH', 'DELETE']

const TOO_LONG: Refusal = { status: 414, code: 'TOO_LONG', key: 'addressTooLong', values: { most: MOST.address } }
const TOO_MANY: Refusal = { status: 400, code: 'INVALID', key: 'tooManyParameters', values: { most: MOST.parameters } }
export const HEADERS_TOO_LONG: Refusal = { status: 431, code: 'TOO_LONG', key: 'headersTooLong' }
export const NOT_READABLE: Refusal = { status: 400, code: 'INVALID', key: 'requestNotReadable' }
const OTHER_SITE: Refusal = { status: 403, code: 'OTHER_SITE', key: 'otherSite' }
export const NOT_ALLOWED: Refusal = { status: 405, code: 'METHOD_NOT_ALLOWED', key: 'methodNotAllowed' }

/** A name or an address, with or without a port. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i

/** Why a request is turned away; null where it is not. */
export function refusalOf(request: IncomingMessage, files: ReadonlySet<string>): Refusal | null {
  const { url = '', rawHeaders, headers } = request
  if (url.length > MOST.address) return TOO_LONG
  if (rawHeaders.reduce((sum, text) => sum + text.length, 0) > MOST.headers) return HEADERS_TOO_LONG
  if (headers.host !== undefined && !HOST.test(headers.host)) return NOT_READABLE
  const { path, query } = partsOf(url)
  if (query.split('&', MOST.parameters + 1).length > MOST.parameters) return TOO_MANY
  return refusedMethod(request, path, files) ?? (isFromElsewhere(request) ? OTHER_SITE : null)
}

/** An address at its first question mark. */
export function partsOf(url: string): { path: string; query: string } {
  const [path = ''] = url.split('?', 1)
  return { path, query: url.slice(path.length + 1) }
}

function refusedMethod({ method = '', headers }: IncomingMessage, path: string, files: ReadonlySet<string>) {
  const allowed = methodsOf(path, files)
  const isAllowed = allowed.includes(method) || (isOfApi(path) && ROUTED.includes(method))
  // Only a page of the ledger sends something to one, and says to which action.
  const isSent = method === 'POST' && allowed.includes('POST')
  if (isAllowed && (!isSent || headers['next-action'] !== undefined)) return null
  return { ...NOT_ALLOWED, headers: { Allow: allowed.join(', ') } }
}

/**
 * Whether a form says that it was sent from another site, as every form seems to be behind a proxy that passes on another host than
 * people see. Next would answer 500, and the page could not say why. One that names no site is refused by the action itself
 * (server/request/origin.ts).
 */
function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  if (headers['next-action'] === undefined || origin === undefined) return false
  const [passedOn] = String(headers['x-forwarded-host'] ?? host).split(',')
  return !URL.canParse(origin) || new URL(origin).host !== passedOn?.trim()
}

/** The methods that an address has. Of those of the API, the routes tell the others what they are. */
export const methodsOf = (path: string, files: ReadonlySet<string>): readonly string[] =>
  isOfApi(path) || /^\/_next(\/|$)|\.csv$/.test(path) || files.has(path) ? READ : [...READ, 'POST']

const isOfApi = (path: string) => /^\/api(\/|$)/.test(path)

/** Makes of the headers what Next can read: what is missing, what is endless, and what is not what it claims to be. */
export function tidyHeaders({ headers }: IncomingMessage, here: string): void {
  // Without one it is HTTP/1.0, which does not need it.
  headers.host ??= here
  // Two proxies in a row each say how they were asked; the first of them knows about the reader.
  const [scheme = ''] = String(headers['x-forwarded-proto'] ?? '').split(',')
  if (/^https?$/.test(scheme.trim())) headers['x-forwarded-proto'] = scheme.trim()
  else delete headers['x-forwarded-proto']
  const languages = headers['accept-language'] ?? ''
  if (languages.length > MOST.languages)
    headers['accept-language'] = languages.slice(0, Math.max(0, languages.lastIndexOf(',', MOST.languages)))
  const cookies = headers.cookie?.split(';', MOST.cookies)
  if (cookies) headers.cookie = cookies.join(';')
  // A part of a file, and a file on a condition, may be answered with the whole; Next has no answer where they cannot be met.
  for (const name of ['range', 'if-range', 'if-match', 'if-unmodified-since']) delete headers[name]
  // Next takes one that it cannot read for an error of the server's; without it the answer is the whole page.
  if (!isRouterState(headers['next-router-state-tree'])) delete headers['next-router-state-tree']
}
