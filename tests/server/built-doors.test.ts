import { once } from 'node:events'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actionOfBuild, callAction } from '@/drills/support/action-client'
import { ask } from '@/tests/support/own-server'
import { openLedger } from '@/tests/support/server'
import { summit } from '@/tests/support/summit'

let ledger: Awaited<ReturnType<typeof openLedger>>
let port = 0
beforeAll(async () => {
  ledger = await openLedger(summit())
  port = Number(new URL(ledger.address).port)
})
afterAll(() => ledger?.close())

type Parts = { line: string; headers?: string[]; body?: string }

/** What comes back over a connection on which this is sent as it stands. */
async function say({ line, headers = [], body = '' }: Parts) {
  const socket = net.connect(port, '127.0.0.1').setEncoding('latin1')
  await once(socket, 'connect')
  const length = body ? [`Content-Length: ${Buffer.byteLength(body)}`] : []
  const host = headers.some((header) => /^host:/i.test(header)) ? [] : [`Host: 127.0.0.1:${port}`]
  socket.write(`${[line, ...host, ...headers, ...length, 'Connection: close', '', ''].join('\r\n')}${body}`, 'latin1')
  let text = ''
  socket.on('data', (part) => {
    text += part
  })
  await Promise.race([once(socket, 'close'), once(socket, 'error')])
  const [head = ''] = text.split('\r\n\r\n', 1)
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? null
  return { status: Number(head.split(' ', 2)[1]), location: header('location'), header, head, text }
}

const get = (path: string, ...headers: string[]): Parts => ({ line: `GET ${path} HTTP/1.1`, headers })
const post = (path: string, type: string, body: string, ...headers: string[]): Parts => ({
  line: `POST ${path} HTTP/1.1`,
  headers: [`Content-Type: ${type}`, `Origin: http://127.0.0.1:${port}`, ...headers],
  body,
})
const action = (name = 'signIn') => `Next-Action: ${actionOfBuild(name)}`
const multipart = (boundary = 'b') => `multipart/form-data; boundary=${boundary}`
const part = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const STATE = (text: string) => `Next-Router-State-Tree: ${text}`

describe('an odd request is answered as one, and no answer leads elsewhere', () => {
  test.each<[number, () => Parts]>([
    [200, () => get('/en', 'Connection: Upgrade', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA')],
    [
      200,
      () =>
        get('/en', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: AAAA', 'Sec-WebSocket-Version: 13'),
    ],
    [405, () => ({ line: 'TRACE /en HTTP/1.1' })],
    [405, () => ({ line: 'TRACE /api/v1/commitments HTTP/1.1' })],
    [405, () => ({ line: 'CONNECT evil.example:443 HTTP/1.1' })],
    [204, () => ({ line: 'OPTIONS * HTTP/1.1' })],
    [204, () => ({ line: 'OPTIONS /en HTTP/1.1' })],
    [405, () => ({ line: 'PROPFIND /en HTTP/1.1' })],
    [405, () => ({ line: 'PUT /en HTTP/1.1' })],
    [405, () => post('/icon.svg', 'text/plain', 'x')],
    [405, () => post('/icon.svg', multipart(), `${part('a', '1')}--b--\r\n`, action())],
    [405, () => post('/en/commitments.csv', multipart(), `${part('a', '1')}--b--\r\n`, action())],
    [405, () => post('/_next/static/nowhere.js', 'text/plain', 'x')],
    [405, () => post('/api/v1/commitments', 'text/plain', 'x')],
    [405, () => post('/en/sign-in', 'application/x-www-form-urlencoded', 'a=1')],
    [405, () => post('/en/sign-in', multipart(), `${part('$ACTION_ID_x', '')}--b--\r\n`)],
    [400, () => post('/en/sign-in', 'text/plain;charset=UTF-8', '["x"]', action())],
    [400, () => post('/en/sign-in', 'text/plain;charset=UTF-8', '['.repeat(100_000), action())],
    [400, () => post('/en/sign-in', 'application/x-www-form-urlencoded', 'a=1', action())],
    [400, () => post('/en/sign-in', 'application/octet-stream', 'x', action())],
    [400, () => post('/en/sign-in', 'multipart/form-data', part('a', '1'), action())],
    [400, () => post('/en/sign-in', multipart('c'), `${part('a', '1')}--b--\r\n`, action())],
    [400, () => post('/en/sign-in', multipart(), part('a', '1'), action())],
    [400, () => post('/en/sign-in', multipart(), `${part('0', '['.repeat(50_000))}--b--\r\n`, action())],
    [400, () => post('/en/sign-in', multipart(), `${part('0', '"$Q1"')}--b--\r\n`, 'Next-Action: x')],
    [400, () => post('/en/sign-in', multipart(), `${part('0', '["$B1"]')}--b--\r\n`, action())],
    [400, () => post('/en/sign-in', multipart(), `${part('0', '{"then":"$1"}')}--b--\r\n`, action())],
    [400, () => post('/en/sign-in', multipart('"\\b"'), `${part('0', '["$K1"]')}--b--\r\n`, action())],
    [400, () => post('/en/sign-in', multipart(), `${part('0"; filename="x', '["$K1"]')}--b--\r\n`, action())],
    [200, () => post('/en/sign-in', multipart(), `${part('_1_email', 'a')}${part('0', '["$K1"]')}--b--\r\n`, action())],
    [417, () => post('/en/sign-in', multipart(), 'x', action(), 'Expect: the-unexpected')],
    [200, () => get('/icon.svg', 'Range: bytes=999999999-')],
    [200, () => get('/icon.svg', 'If-Match: "x"')],
    [200, () => get('/en', STATE('['.repeat(9_000)))],
    [200, () => ({ line: 'GET /en HTTP/1.0', headers: ['Host: 127.0.0.1'] })],
    [400, () => get('/en', 'Host: evil.example/x')],
    [404, () => get('/en/%zz')],
    [404, () => get('/%2f%2fevil.example')],
  ])('%i', async (status, parts) => {
    const { line, headers = [] } = parts()
    const answer = await say(parts())
    expect(answer.status, `${line} ${headers.join().slice(0, 200)}`).toBe(status)
  })

  const BY_A_WHOLE_ADDRESS = [
    '/zh',
    '/',
    '/zh/',
    '/zh-CN',
    '/commitments',
    '//evil.example',
    '/en/source',
    '/en//x',
    '/zh?a=//b',
  ]
  test.each([
    ...BY_A_WHOLE_ADDRESS.map((path) => get(`http://evil.example${path}`)),
    ...BY_A_WHOLE_ADDRESS.map((path) => get(path, 'Host: evil.example')),
    ...[
      '//evil.example',
      '//evil.example/',
      '/\\evil.example',
      '/\\/evil.example',
      '/%5Cevil.example',
      '///evil.example/en/',
    ].map((path) => get(path)),
    ...[
      '/%2f%2fevil.example/',
      '/en/%2f%2fevil.example',
      '/en/..//evil.example',
      '/en/%00',
      '/en/commitments/%00',
      '/en/domains/%00',
    ].map((path) => get(path)),
    ...[
      '/en/source/%00',
      '/en/join/%00',
      '/zh/commitments/%ff',
      '/en/commitments/..%2f..',
      '/en?_rsc=x',
      '/en/sign-in?next=//evil',
    ].map((path) => get(path)),
    get('/en?_rsc=x', 'RSC: weird'),
    get('/en', 'RSC: 1', STATE('%')),
    get('/en?_rsc=x', 'RSC: 1', STATE('%5B%22%22%5D')),
    get('/en', 'RSC: 1', 'Next-Router-Prefetch: 1', STATE('%5B%22%22%2C%7B%22a%22%3A1%7D%5D')),
    get('/en', 'RSC: 1', 'Next-Url: //evil.example'),
    get('/en', 'RSC: 1', 'Next-Url: ['),
    get('/en/commitments/SF-09/assess', 'RSC: 1', 'Next-Url: /en/commitments'),
    get('/en', 'RSC: 1', 'Next-Router-Prefetch: 9', 'Next-Router-Segment-Prefetch: /[[[/%zz'),
    get('/en', 'Next-Router-Segment-Prefetch: x'),
    get('/en', 'Next-Action: x', 'Next-Resume: 1', 'x-now-route-matches: 1=%zz', 'x-matched-path: //evil.example'),
    get('/', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: x'),
    get('/icon.svg', 'Range: bytes=9-1'),
    get('/icon.svg', 'Range: x', 'If-Range: x', 'If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT'),
    ...[
      '/_next/static/',
      '/_next/static/chunks',
      '/_next/static/%2e%2e/server',
      '/_next/data/x/en.json',
      '/_next/%00',
      '/icon.svg/',
    ].map((path) => get(path)),
    get('/icon.svg', 'If-Modified-Since: yesterday', 'If-None-Match: ,,,*'),
    get('/en', 'Accept-Language: *;q=zz,,;', 'Accept: x'),
    get('/', 'Accept-Language: -,_,zh-,x-'),
    get('/en', 'Cookie: NEXT_LOCALE=//evil; theme=%zz; table=%zz; accord.session_token=%zz.%zz'),
    get('/', 'Cookie: NEXT_LOCALE=%zz'),
    ...['/en/nowhere', '/', '/zh-CN', '/en/commitments/SF-99', '/nowhere'].map((path) => ({
      line: `POST ${path} HTTP/1.1`,
      headers: [`Content-Type: ${multipart()}`, 'Next-Action: x'],
      body: `${part('0', '["$K1"]')}--b--\r\n`,
    })),
    { line: 'GET / HTTP/1.0' },
    { line: 'GET http://evil.example/ HTTP/1.0' },
    { line: 'HEAD //evil.example HTTP/1.1' },
  ])('$line $headers', async (parts) => {
    const { status, location, header } = await say(parts)
    expect(status).toBeGreaterThanOrEqual(200)
    expect(status).toBeLessThan(500)
    expect(header('refresh') ?? '').not.toContain('evil')
    if (location === null) return
    expect(location).toMatch(/^\/(?![/\\])/)
    expect(new URL(location, 'http://ledger.test').host).toBe('ledger.test')
  })

  test('an action that does not exist, or is passed on, is told apart from a fault of ours', async () => {
    const call = (id: string, headers = {}) =>
      callAction({ address: ledger.address, page: '/en/sign-in', action: id, fields: {}, headers })
    for (const id of ['x', '4'.repeat(42), 'toString', '__proto__']) expect((await call(id)).status).toBeLessThan(500)
    expect((await call(actionOfBuild('invitePerson'), { 'X-Action-Forwarded': '1' })).status).toBeLessThan(500)
  })
})

describe('an address as it was passed on leads to the proper one', () => {
  test.each([
    ['/zh/commitments/SF-09%E3%80%82', '/zh/commitments/SF-09'],
    ['/zh/commitments/SF-09)', '/zh/commitments/SF-09'],
    ['/zh/commitments/SF-09\xe3\x80\x82', '/zh/commitments/SF-09%E3%80%82'],
    ['/zh/commitments/sf-09', '/zh/commitments/SF-09'],
    ['/zh/commitments/SF-09.', '/zh/commitments/SF-09'],
    ['/en/commitments/SF-09%20?asOf=2024-07-18&utm_source=x', '/en/commitments/SF-09?asOf=2024-07-18'],
    ['/en/commitments/sf-09/assess', '/en/commitments/SF-09/assess'],
    ['/en/commitments/SF-09%E3%80%81/retitle', '/en/commitments/SF-09/retitle'],
    ['/en/commitments/sf-09/follow-ups/new', '/en/commitments/SF-09/follow-ups/new'],
    ['/zh/domains/Dialogue%E3%80%82?asOf=2024-07-18', '/zh/domains/dialogue?asOf=2024-07-18'],
    ['/zh/domains/dialogue.', '/zh/domains/dialogue'],
    ['/en/source/Wang-Yi-briefing-2023-11-15)', '/en/source/wang-yi-briefing-2023-11-15'],
    ['/zh-CN/commitments/SF-09?asOf=2024-07-18', '/zh/commitments/SF-09?asOf=2024-07-18'],
    ['/zh-TW', '/zh'],
    ['/en-GB/method', '/en/method'],
    ['/zh-Hans/commitments.csv?status=AGREED', '/zh/commitments.csv?status=AGREED'],
    ['/zh/commitments.csv?asOf=2024-07-18%E3%80%82', '/zh/commitments.csv?asOf=2024-07-18'],
    ['/en/commitments/SF-09&from=timeline', '/en/commitments/SF-09?from=timeline'],
  ])('%s to %s', async (typed, proper) => {
    const { status, location } = await say(get(typed))
    expect([status, location]).toEqual([308, proper])
    const { pathname, search } = new URL(proper, ledger.address)
    const next = await ask(port, pathname + search)
    // Two steps where it was not even encoded.
    if (next.status === 308)
      expect([typed.includes('\xe3'), next.headers.location]).toEqual([true, '/zh/commitments/SF-09'])
  })

  test('without a language, also where it ends in a full stop', async () => {
    const first = await ask(port, '/commitments/SF-09.?asOf=2024-07-18')
    expect([first.status, first.headers.location]).toEqual([307, '/en/commitments/SF-09.?asOf=2024-07-18'])
    const second = await ask(port, String(first.headers.location))
    expect([second.status, second.headers.location]).toEqual([308, '/en/commitments/SF-09?asOf=2024-07-18'])
  })

  test.each([
    '/zh/commitments/SF-99',
    '/zh/commitments/SF-99.',
    '/en/domains/nowhere%E3%80%82',
    '/en/source/nowhere)',
    '/fr/method/x',
  ])('what is unknown stays so: %s', async (path) => {
    const answer = await ask(port, path)
    const last = answer.headers.location ? await ask(port, answer.headers.location) : answer
    expect(last.status).toBe(404)
  })
})
