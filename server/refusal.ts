import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError, type MessageValues } from '@/lib/error'
import { LANGUAGE_TAG, LOCALES, type Locale } from '@/lib/locale'
import { type ErrorKey, MESSAGES, sentenceOf } from '@/lib/sentence'

/** Why the server itself does not answer a request: a status, and a sentence under `errors` in messages/. */
export type Refusal = {
  status: number
  /** As the one error shape says it. */
  code: string
  key: ErrorKey
  values?: MessageValues
  headers?: Record<string, string>
}

/** A server action is told in plain text, which is all that Next's client hands on to the form. */
type Kind = 'page' | 'api' | 'action'
const TYPE: Record<Kind, string> = {
  page: 'text/html; charset=utf-8',
  api: 'application/json',
  action: 'text/plain',
}

/** Answers with a refusal: a page in both languages, or the one error shape. It needs neither Next nor the database. */
export function answerRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const kind = kindOf(request)
  response.writeHead(refusal.status, {
    'Content-Type': TYPE[kind],
    'Cache-Control': 'no-store',
    'Content-Security-Policy': POLICY,
    ...refusal.headers,
  })
  response.end(bodyOf(refusal, kind))
}

export const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

function kindOf({ url = '', headers }: IncomingMessage): Kind {
  if (headers['next-action'] !== undefined) return 'action'
  return url.startsWith('/api/') ? 'api' : 'page'
}

/** There are few refusals, and many of one in a flood. */
const bodies = new Map<string, Buffer>()

function bodyOf(refusal: Refusal, kind: Kind): Buffer {
  const name = `${refusal.key} ${kind === 'page' ? 'page' : 'error'}`
  const body = bodies.get(name) ?? Buffer.from(kind === 'page' ? refusalPage(refusal) : errorOf(refusal))
  bodies.set(name, body)
  return body
}

const sentence = ({ key, values }: Refusal, locale: Locale) =>
  sentenceOf(new AppError('INVALID', key, null, values), locale)

const errorOf = (refusal: Refusal) =>
  JSON.stringify({ error: { code: refusal.code, message: sentence(refusal, 'en'), field: null } })

/** A refusal as a page in both languages, with a way on. */
export const refusalPage = (refusal: Refusal): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${LOCALES.map((locale) => MESSAGES[locale].states.errorTitle).join(' · ')}</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1rem}h1{font-size:1.25rem;margin:2em 0 0}p{margin:.5em 0}</style>
${LOCALES.map((locale) => sectionOf(refusal, locale)).join('\n')}
</html>
`

function sectionOf(refusal: Refusal, locale: Locale): string {
  const { errorTitle, retry, notFoundAction } = MESSAGES[locale].states
  // What is only too much for now can be asked for again; the other addresses lead nowhere.
  const on = refusal.status === 503 ? ['', retry] : [`/${locale}/commitments`, notFoundAction]
  return `<section lang="${LANGUAGE_TAG[locale]}"><h1>${errorTitle}</h1>
<p>${sentence(refusal, locale)}</p><p><a href="${on[0]}">${on[1]}</a></p></section>`
}
