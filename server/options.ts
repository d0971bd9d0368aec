import type { IncomingMessage, ServerResponse } from 'node:http'
import { methodsOf } from './doors'

/** Answers what asks which methods an address has, as a browser does before some requests of another site; false for any other. */
export function answerOptions(
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
  files: ReadonlySet<string>,
) {
  if (method !== 'OPTIONS') return false
  const methods = methodsOf(url.split('?', 1)[0] ?? '', files).join(', ')
  const isOpen = response.hasHeader('Access-Control-Allow-Origin')
  response.writeHead(204, {
    Allow: methods,
    'Cache-Control': 'no-store',
    ...(isOpen && {
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': '*',
      'Access-Control-Max-Age': '86400',
    }),
  })
  response.end()
  return true
}
