import { afterEach, describe, expect, test } from 'vitest'
import { ask, ownServer } from '@/tests/support/own-server'

let server: Awaited<ReturnType<typeof ownServer>>
afterEach(() => server?.close())

const PEOPLE_SEE = 'https://desk.example.org'
const OTHER_SITE = [403, 'OTHER_SITE']
/** It has no fields, which is found out once it is let in. */
const LET_IN = [400, 'INVALID']

/** From where a form says it comes, and how it is answered. */
const FORMS: [string, { url?: string; headers: Record<string, string> }, typeof OTHER_SITE][] = [
  ['from here', { headers: { Origin: 'http://here.test' } }, LET_IN],
  ['that names no site', { headers: {} }, LET_IN],
  ['from another site', { headers: { Origin: 'https://evil.example' } }, OTHER_SITE],
  ['from another port', { headers: { Origin: 'http://here.test:81' } }, OTHER_SITE],
  ['from a page without a site', { headers: { Origin: 'null' } }, OTHER_SITE],
  ['from what cannot be read', { headers: { Origin: 'elsewhere' } }, OTHER_SITE],
  [
    'from another site that names itself as a proxy does',
    { headers: { Origin: 'https://evil.example', 'X-Forwarded-Host': 'evil.example' } },
    OTHER_SITE,
  ],
  ['behind a proxy, from the address people see', { url: PEOPLE_SEE, headers: { Origin: PEOPLE_SEE } }, LET_IN],
  ['behind a proxy, where that address is not set', { headers: { Origin: PEOPLE_SEE } }, OTHER_SITE],
]

describe('a form', () => {
  test.each(FORMS)('%s', async (_, { url = '', headers }, [status, code]) => {
    server = await ownServer((_request, response) => response.end('next'), { url })
    const sent = { method: 'POST', headers: { Host: 'here.test', 'Next-Action': 'x', ...headers } }
    const answer = await ask(server.port, '/en', sent)
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([status, code])
    // With anything after it, Next's client would not tell the page.
    expect(answer.headers['content-type']).toBe('text/plain')
  })
})
