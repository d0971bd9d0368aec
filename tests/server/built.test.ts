import { createHash } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { actionsOfBuild, callAction, signIn } from '@/drills/support/action-client'
import { ask } from '@/tests/support/own-server'
import { openLedger, SECRET, startServer } from '@/tests/support/server'
import { summit } from '@/tests/support/summit'

/** Less than the minute after which the server ends a silent connection: a place that is held so long is held in vain. */
const PATIENCE_MS = 30_000
const MANY = 24

let ledger: Awaited<ReturnType<typeof openLedger>>
let server: Awaited<ReturnType<typeof startServer>>
let port = 0
beforeAll(async () => {
  ledger = await openLedger(summit())
  server = await startServer(ledger.url, { patience: PATIENCE_MS })
  port = Number(new URL(server.address).port)
})
afterAll(async () => {
  await server?.stop()
  await ledger?.close()
})

describe('what Next’s own server does is done', () => {
  /** The answer as it comes, not decoded. */
  async function bytes(path: string, headers: Record<string, string>) {
    const sent = http.get({ port, host: '127.0.0.1', path, headers, agent: false })
    const [response] = (await once(sent, 'response')) as [http.IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk)
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }
  }
  const gzip = { 'Accept-Encoding': 'gzip' }
  const fileOf = async () => /\/_next\/static\/[\w./~-]+\.js/.exec((await ask(port, '/en')).text)?.[0] ?? ''

  test('pages and files are compressed', async () => {
    const page = await bytes('/en', gzip)
    expect(page.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(page.body).toString()).toContain('</html>')
    const plain = await bytes('/en', {})
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(plain.body.length).toBeGreaterThan(2 * page.body.length)
    expect((await bytes(await fileOf(), gzip)).headers['content-encoding']).toBe('gzip')
  })

  test('files are kept by browsers for good, and known again by their tag', async () => {
    const file = await fileOf()
    const { headers } = await bytes(file, {})
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers.etag).toMatch(/^W\/"/)
    const again = await bytes(file, { 'If-None-Match': headers.etag ?? '' })
    expect([again.status, again.body.length]).toEqual([304, 0])
    const public_ = await bytes('/icon.svg', {})
    expect([public_.status, public_.headers['cache-control']]).toEqual([200, 'public, max-age=0'])
  })

  test('a page comes in parts, HEAD has the headings alone, and a slash too many leads on', async () => {
    expect((await bytes('/en', {})).headers['transfer-encoding']).toBe('chunked')
    const head = await ask(port, '/en', { method: 'HEAD' })
    expect([head.status, head.text, head.headers['content-type']]).toEqual([200, '', 'text/html; charset=utf-8'])
    const { status, headers } = await ask(port, '/en/commitments/')
    expect([status, headers.location]).toEqual([308, '/en/commitments'])
    expect((await ask(port, '/')).status).toBe(307)
  })

  test('an action is called the same in every build that has it, so that an open page can send what was typed before an update', () => {
    const salt = createHash('sha256').update('names of actions').digest('base64')
    const sources = ['account', 'assessments', 'commitments', 'follow-ups', 'links', 'people', 'plans', 'sign-in']
    const actions = [...actionsOfBuild()]
    expect(actions.length).toBeGreaterThan(20)
    for (const [name, id] of actions) {
      const ids = sources.map(
        (file) => `7f${createHash('sha1').update(`${salt}app/actions/${file}.ts:${name}`).digest('hex')}`,
      )
      expect(ids, name).toContain(id)
    }
  })

  test('an action is known by the name that it had in the released version, whose pages may be open', async () => {
    const place = 'app/actions/sign-in.ts:signIn'
    const released = `7f${createHash('sha1').update(`52qjuLsNhuF93Ke9d+M3jGs69Rc/dqSjJbcXeDn+QM4=${place}`).digest('hex')}`
    expect([...actionsOfBuild().values()]).not.toContain(released)
    const fields = { email: 'nobody@example.org', password: 'not a pass phrase', next: '' }
    const { address } = server
    const { answer } = await callAction({ address, page: '/en/sign-in', action: released, fields })
    expect(answer).toMatchObject({ done: false, code: 'UNAUTHENTICATED' })
  })

  test('what is to be done after an answer is done', async () => {
    const database = new pg.Client({ connectionString: ledger.url })
    await database.connect()
    try {
      const { id, cookie } = await signIn({
        connectionString: ledger.url,
        secret: SECRET,
        role: 'VIEWER',
        name: 'Seen',
      })
      await database.query(`UPDATE "Session" SET "updatedAt" = now() - interval '1 hour' WHERE id = $1`, [id])
      expect((await ask(port, '/en', { headers: { cookie } })).status).toBe(200)
      const seen = `SELECT 1 FROM "Session" WHERE id = $1 AND "updatedAt" > now() - interval '5 minutes'`
      const isSeen = async () => expect((await database.query(seen, [id])).rowCount).toBe(1)
      await vi.waitFor(isSeen, { timeout: 30_000, interval: 50 })
    } finally {
      await database.end()
    }
  })
})

describe('no request, whatever it asks for, keeps others out', () => {
  const opened = new Set<net.Socket>()
  afterEach(() => {
    for (const socket of opened) socket.destroy()
    opened.clear()
  })

  const headOf = (line: string, ...more: string[]) =>
    [`${line} HTTP/1.1`, 'Host: 127.0.0.1', `Origin: ${server.address}`, ...more, '', ''].join('\r\n')

  /** What is sent on each of so many connections, of which nothing is read. */
  async function say(text: string) {
    const socket = net.connect(port, '127.0.0.1').on('error', () => {})
    opened.add(socket)
    await once(socket, 'connect')
    socket.pause().write(text)
  }

  const form = ['Content-Type: multipart/form-data; boundary=b', 'Content-Length: 9000']
  const actionOf = (name: string) => `Next-Action: ${actionsOfBuild().get(name)}`
  const others = async () => {
    const pages = await Promise.all(['/en', '/zh/commitments', '/en/commitments/SF-09'].map((path) => ask(port, path)))
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200])
  }

  test.each<[string, () => string]>([
    ['asks for a picture made of a stream', () => headOf('GET /_next/image?url=%2Fapi%2Fevents&w=64&q=75')],
    ['listens to events', () => headOf('GET /api/events')],
    ['listens to events as an open page would ask', () => headOf('GET /api/events', 'RSC: 1')],
    ['asks for the headings of a stream', () => headOf('HEAD /api/events')],
    ['sends something to a stream, slowly', () => `${headOf('POST /api/events', ...form)}x`],
    ['asks for another protocol', () => headOf('GET /api/events', 'Connection: upgrade', 'Upgrade: websocket')],
    ['asks by a whole address', () => headOf(`GET ${server.address}/api/events`)],
    ['asks for a rewrite to a stream', () => headOf('GET /en', `x-middleware-rewrite: ${server.address}/api/events`)],
    ['asks for the headings of an export', () => headOf('HEAD /en/commitments.csv')],
    ['does not read an export', () => headOf('GET /en/commitments.csv').repeat(40)],
    ['does not read a page', () => headOf('GET /en/commitments').repeat(20)],
    ['does not read a file', () => headOf('GET /social-preview-en.png').repeat(40)],
    ['asks for a page behind a stream', () => headOf('GET /api/events') + headOf('GET /en').repeat(3)],
    ['sends headers slowly', () => headOf('GET /en').slice(0, -2)],
    ['sends a form slowly', () => `${headOf('POST /en/sign-in', ...form)}--b`],
    ['sends an action slowly', () => `${headOf('POST /en/sign-in', actionOf('signIn'), ...form)}--b`],
    [
      'sends slowly an action that is passed on to another page',
      () => `${headOf('POST /en/method', actionOf('invitePerson'), ...form)}--b`,
    ],
    [
      'says that it was passed on, slowly',
      () => `${headOf('POST /en/people', actionOf('invitePerson'), 'X-Action-Forwarded: 1', ...form)}--b`,
    ],
    ['waits to be told to go on', () => headOf('POST /en/sign-in', 'Expect: 100-continue', ...form)],
    ['has a body that a reader does not send', () => headOf('GET /en', 'Content-Length: 9000')],
  ])('a client that %s', async (_, said) => {
    for (let n = 0; n < MANY; n += 1) await say(said())
    await others()
  })

  test('an action that leads to another page, or to the page that has it: the server asks itself', async () => {
    const { address } = server
    const act = (page: string, name: string, fields: Record<string, string>) =>
      callAction({ address, page, action: actionsOfBuild().get(name) ?? '', fields })
    const all = Array.from({ length: MANY }, (_, n) =>
      n % 2 ? act('/en', 'signOut', {}) : act('/en/method', 'invitePerson', { role: 'EDITOR' }),
    )
    await others()
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array(MANY).fill(200))
    const { headers } = await act('/zh', 'signOut', {})
    expect(headers.get('x-action-redirect')).toBe('/zh;push')
    expect(headers.get('content-type')).toBe('text/x-component')
  })
})
