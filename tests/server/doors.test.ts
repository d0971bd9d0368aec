import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MESSAGES } from '@/lib/sentence'
import { ask, ownServer } from '@/tests/support/own-server'

/** Stands for Next: says what it was asked. */
let own: Awaited<ReturnType<typeof ownServer>>
beforeAll(async () => {
  own = await ownServer(
    async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      const { method, url, headers } = request
      if (url?.startsWith('/lead')) response.setHeader('Location', headers['x-to'] ?? '')
      response.end(JSON.stringify({ method, url, headers, body }))
    },
    { files: new Set(['/icon.svg', '/_next/static/a.js']) },
  )
})
afterAll(() => own.close())

type Reached = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { body: string }
const reached = async (path: string, headers: Record<string, string> = {}): Promise<Reached> =>
  JSON.parse((await ask(own.port, path, { headers })).text)

/** The answer to what is sent as it stands, until the server ends the connection. */
async function say(text: string): Promise<string> {
  const socket = net.connect(own.port, '127.0.0.1').setEncoding('latin1')
  await once(socket, 'connect')
  socket.write(text, 'latin1')
  let answer = ''
  socket.on('data', (part) => {
    answer += part
  })
  await Promise.race([once(socket, 'close'), once(socket, 'error')])
  return answer
}
const statusOf = (answer: string) => Number(answer.split(' ', 2)[1])

describe('an address', () => {
  const of = (length: number, path = '/en/commitments?q=') => path + 'x'.repeat(length - path.length)
  const parameters = (count: number) => Array.from({ length: count }, (_, n) => `x${n}=1`).join('&')

  test('of 16 KB is read, and beyond that none, up to what Node reads', async () => {
    expect((await reached(of(16_384))).url).toHaveLength(16_384)
    expect((await ask(own.port, of(16_385))).status).toBe(414)
  })

  test('with a hundred parameters is read, and with more none', async () => {
    expect((await reached(`/en?${parameters(100)}`)).url).toContain('x99')
    expect((await ask(own.port, `/en?${parameters(101)}`)).status).toBe(400)
    expect((await ask(own.port, `/en?${'&'.repeat(200)}`)).status).toBe(400)
    expect((await ask(own.port, `/en?a=1?${parameters(101)}`)).status).toBe(400)
  })

  test('that is refused is so on a page in both languages, or in the one error shape', async () => {
    const page = await ask(own.port, of(17_000))
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    for (const { errors, states } of Object.values(MESSAGES)) {
      expect(page.text).toContain(errors.addressTooLong.replace('{most}', '16384'))
      expect(page.text).toContain(states.notFoundAction)
    }
    for (const answer of [
      await ask(own.port, of(17_000, '/api/v1/commitments?q=')),
      await ask(own.port, `/api/v1/commitments?${parameters(101)}`),
    ]) {
      const { error } = JSON.parse(answer.text)
      expect(Object.keys(error)).toEqual(['code', 'message', 'field'])
      expect(answer.headers['access-control-allow-origin']).toBe('*')
    }
  })

  test.each([
    ['/zh-CN/commitments?status=AGREED&q=%E5%86%9B', '/zh/commitments?status=AGREED&q=%E5%86%9B'],
    ['/en-GB', '/en'],
    ['/zh/method%E3%80%82', '/zh/method'],
    ['http://evil.example/zh-TW/method?a=//evil.example', '/zh/method?a=//evil.example'],
  ])('%s leads for good to its proper one, %s', async (typed, proper) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await ask(own.port, typed, { method })
      expect([status, headers.location]).toEqual([308, proper])
    }
  })

  test.each([
    ['http://evil.example/en?x=1#y', '/en?x=1#y'],
    ['https://ledger.example/en', '/en'],
    ['//evil.example/en', '/en'],
    ['/\\evil.example', '/'],
    ['/en/commitments?a=//b', '/en/commitments?a=//b'],
    ['///evil.example//x', '/'],
  ])('never leads to another host: %s', async (to, stays) => {
    const { headers } = await ask(own.port, '/lead', { headers: { 'X-To': to } })
    expect(headers.location?.startsWith('/')).toBe(true)
    expect(new URL(headers.location ?? '', 'http://ledger.test').host).toBe('ledger.test')
    if (stays !== '/') expect(headers.location).toBe(stays)
  })
})

describe('what comes along', () => {
  test('in headers has an end', async () => {
    expect((await ask(own.port, '/en', { headers: { cookie: 'x'.repeat(30_000) } })).status).toBe(200)
    expect((await ask(own.port, '/en', { headers: { cookie: 'x'.repeat(33_000) } })).status).toBe(431)
  })

  test('of cookies are the first two hundred', async () => {
    const cookies = (count: number) => Array.from({ length: count }, (_, n) => `a${n}=1`).join('; ')
    const kept = async (count: number) => (await reached('/en', { Cookie: cookies(count) })).headers.cookie
    expect(await kept(200)).toBe(cookies(200))
    expect(await kept(3_000)).toBe(cookies(200))
    expect(await reached('/en')).not.toHaveProperty('headers.cookie')
  })

  test('of languages are the first few', async () => {
    const many = Array.from({ length: 4_000 }, (_, n) => `a${n}`).join()
    const { headers } = await reached('/', { 'Accept-Language': `zh-CN,zh;q=0.9,${many}` })
    expect(headers['accept-language']).toMatch(/^zh-CN,zh;q=0.9,.{400,500}\d$/)
    expect((await reached('/', { 'Accept-Language': 'x'.repeat(5_000) })).headers['accept-language']).toBe('')
  })

  test.each(['%', 'x', '{}', '[]', encodeURIComponent('["",{}'), encodeURIComponent('[1,{}]'), '['.repeat(5_000)])(
    'of what a page shows is dropped where it cannot be read: %s',
    async (state) => {
      const { headers } = await reached('/en', { RSC: '1', 'Next-Router-State-Tree': state })
      expect(headers).not.toHaveProperty('next-router-state-tree')
    },
  )

  test('of what a page shows stays where it can', async () => {
    const tree = [
      '',
      {
        children: [
          ['locale', 'en', 'd', null],
          { children: ['commitments', { children: ['__PAGE__', {}] }] },
          null,
          null,
          16,
        ],
      },
      null,
      'refetch',
    ]
    const state = encodeURIComponent(JSON.stringify(tree))
    expect((await reached('/en', { 'Next-Router-State-Tree': state })).headers['next-router-state-tree']).toBe(state)
  })

  test.each(['evil/x', 'a b', '[', 'a:b', 'x@y', 'ledger.example:99999999', 'a,b'])(
    'as the host may not be %s',
    async (host) => {
      const answer = await say(`GET /en HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      expect(statusOf(answer)).toBe(400)
    },
  )

  test.each(['ledger.example', 'ledger.example:3000', '127.0.0.1', '[::1]:3000', 'my_ledger'])(
    'as the host may be %s',
    async (host) => {
      expect(statusOf(await say(`GET /en HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`))).toBe(200)
    },
  )
})

test.each([
  ['https', 'https'],
  ['https, http', 'https'],
  ['http,https', 'http'],
  ['x y', undefined],
  ['', undefined],
])('what proxies say of the scheme, “%s”, is read as %s', async (said, read) => {
  const behind = await ownServer(({ headers }, response) => response.end(JSON.stringify(headers)), {
    proxies: ['127.0.0.1'],
  })
  try {
    const { text } = await ask(behind.port, '/en', { headers: { 'X-Forwarded-Proto': said } })
    expect(JSON.parse(text)['x-forwarded-proto']).toBe(read)
  } finally {
    await behind.close()
  }
})

describe('a method', () => {
  test.each([
    ['TRACE', '/en', 405],
    ['PUT', '/en/commitments', 405],
    ['PROPFIND', '/', 405],
    ['POST', '/en', 405],
    ['POST', '/icon.svg', 405],
    ['POST', '/_next/static/a.js', 405],
    ['DELETE', '/_next/nowhere', 405],
    ['POST', '/en/commitments.csv', 405],
    ['TRACE', '/api/v1/commitments', 405],
    ['PURGE', '/api/v1/commitments', 405],
    ['OPTIONS', '*', 204],
    ['OPTIONS', '/en', 204],
    ['OPTIONS', '/api/v1/commitments', 204],
  ])('%s of %s is answered %i, with the methods that there are', async (method, path, status) => {
    const answer = await ask(own.port, path, { method })
    expect([answer.status, answer.headers.allow]).toEqual([status, expect.stringContaining('GET, HEAD')])
  })

  test('CONNECT is answered, and the connection ended', async () => {
    expect(statusOf(await say('CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n'))).toBe(405)
  })

  test.each(['GET', 'POST', 'PUT', 'DELETE'])('%s of the API is its routes’ to answer', async (method) => {
    expect(JSON.parse((await ask(own.port, '/api/v1/commitments', { method })).text)).toMatchObject({ method })
  })
})

describe('what cannot be read as a request', () => {
  test.each([
    ['GARBAGE\r\n\r\n', 400],
    ['GET /en HTTP/9.9\r\nHost: a\r\n\r\n', 400],
    ['GET /en HTTP/1.1\r\n\r\n', 400],
    ['GET /en HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    ['GET /en HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n', 400],
    ['GET /en HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n', 400],
    [`GET /${'x'.repeat(300_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
  ])('%.60s is answered', async (text, status) => {
    const answer = await say(text)
    expect(statusOf(answer)).toBe(status)
  })

  test.each([
    ['/zh/commitments/SF-09\xe3\x80\x82?q=\xe5\x86\x9b', '/zh/commitments/SF-09%E3%80%82?q=%E5%86%9B'],
    ['/\xff', '/%FF'],
  ])('an address that was not encoded leads to the encoded one: %s', async (typed, encoded) => {
    const answer = await say(`GET ${typed} HTTP/1.1\r\nHost: a\r\n\r\n`)
    expect(statusOf(answer)).toBe(308)
    expect(answer).toContain(`\r\nLocation: ${encoded}\r\n`)
  })

  test.each(['//evil.example/\xe3', 'http://evil.example/\xe3', '/\\evil\xe3'])('but no other: %s', async (typed) => {
    const answer = await say(`GET ${typed} HTTP/1.1\r\nHost: a\r\n\r\n`)
    expect(statusOf(answer)).toBe(400)
    expect(answer).not.toContain('Location')
  })

  test.each([
    ['h2c', 'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA'],
    ['websocket', 'Sec-WebSocket-Key: AAAA\r\nSec-WebSocket-Version: 13'],
    ['TLS/1.0', 'X: y'],
  ])('an upgrade to %s is not taken, and what was asked is answered', async (protocol, more) => {
    const headers = `Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: ${protocol}\r\n${more}`
    expect(statusOf(await say(`GET /en HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n`))).toBe(200)
  })

  test('HTTP/1.0 needs no host', async () => {
    expect(statusOf(await say('GET /en HTTP/1.0\r\n\r\n'))).toBe(200)
  })
})

describe('a page of another site', () => {
  const from = { Origin: 'https://elsewhere.example' }

  test.each([
    '/api/v1/commitments',
    '/api/v1/nowhere',
    '/api/v1/%zz',
    '/en/commitments.csv?status=AGREED',
    '/zh-CN/commitments.csv',
    '/ZH/Commitments.csv.',
  ])('may read %s', async (path) => {
    const { headers } = await ask(own.port, path, { headers: from })
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['access-control-expose-headers']).toContain('X-Request-Id')
    expect(headers).not.toHaveProperty('access-control-allow-credentials')
  })

  test('may ask first', async () => {
    const { status, headers } = await ask(own.port, '/api/v1/commitments', { method: 'OPTIONS', headers: from })
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
    })
  })

  test.each(['/en', '/en/commitments', '/api/health', '/api/events', '/api/v10/x', '/icon.svg'])(
    'may not read %s',
    async (path) => {
      for (const method of ['GET', 'OPTIONS'])
        expect((await ask(own.port, path, { method, headers: from })).headers).not.toHaveProperty(
          'access-control-allow-origin',
        )
    },
  )
})
