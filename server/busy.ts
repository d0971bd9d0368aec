import type { IncomingMessage, ServerResponse } from 'node:http'
import { MESSAGES } from '@/lib/sentence'

const RETRY_AFTER_SECONDS = '10'

const sectionOf = (language: string, { states, errors }: typeof MESSAGES.en) =>
  `<section lang="${language}"><h1>${states.errorTitle}</h1>
<p>${errors.busy}</p><p><a href="">${states.retry}</a></p></section>`

const PAGE =
  Buffer.from(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${MESSAGES.zh.states.errorTitle} · ${MESSAGES.en.states.errorTitle}</title>
<style>body{font:1rem/1.6 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1rem}h1{font-size:1.25rem;margin:2em 0 0}p{margin:.5em 0}</style>
${sectionOf('zh-CN', MESSAGES.zh)}
${sectionOf('en-GB', MESSAGES.en)}
</html>
`)
const JSON_ANSWER = Buffer.from(
  JSON.stringify({ error: { code: 'UNAVAILABLE', message: MESSAGES.en.errors.busy, field: null } }),
)

/** So many are refused in one turn of the event loop, so that thousands at once do not hold up the others. */
const REFUSED_IN_A_TURN = 10
const refused: (() => void)[] = []

/** Answers soon that there is more to do than can be done soon, and when to come again. */
export function refuse(request: IncomingMessage, response: ServerResponse): void {
  if (refused.push(() => answerBusy(request, response)) === 1) setImmediate(refuseSome)
}

function refuseSome(): void {
  for (const answer of refused.splice(0, REFUSED_IN_A_TURN)) answer()
  if (refused.length > 0) setImmediate(refuseSome)
}

function answerBusy({ url = '' }: IncomingMessage, response: ServerResponse): void {
  const isApi = url.startsWith('/api/')
  response.writeHead(503, {
    'Content-Type': isApi ? 'application/json' : 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Retry-After': RETRY_AFTER_SECONDS,
  })
  response.end(isApi ? JSON_ANSWER : PAGE)
}
