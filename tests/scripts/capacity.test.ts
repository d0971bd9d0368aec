import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { networkOf as networkInLib } from '@/lib/network'
import { networkOf } from '../../scripts/network.mjs'
import { root } from '../../scripts/settings.mjs'

const script = (name: string) => path.join(root, 'scripts', name)

/** A server as Next makes one, that answers as its address says; it tells how many requests are begun, still and waiting. */
const SERVER = `
import { AsyncLocalStorage } from 'node:async_hooks'
import http from 'node:http'
import { counts } from ${JSON.stringify(script('capacity.mjs'))}
const held = new Set()
let unended = 0
// As Next and React keep who asks, and what they found out about them.
const asking = new AsyncLocalStorage()
let mistaken = 0
const server = http.createServer((request, response) => {
  if (asking.getStore() !== undefined) mistaken += 1
  return asking.run(request, () => answerTo(request, response))
})
async function answerTo(request, response) {
  const { pathname, search } = new URL(request.url, 'http://ledger.test')
  if (pathname === '/api/health') {
    if (search === '?busy') for (const until = Date.now() + 3_000; Date.now() < until; );
    if (search === '?go') { for (const answer of held) answer(); held.clear() }
    const { headersTimeout, requestTimeout, timeout, keepAliveTimeout } = server
    return response.end(JSON.stringify({ ...counts(), unended, mistaken, headersTimeout, requestTimeout, timeout, keepAliveTimeout }))
  }
  unended += 1
  response.once('close', () => { unended -= 1 })
  const { socket } = request
  if (pathname === '/held') await new Promise((resolve) => { held.add(resolve); socket.once('close', resolve) })
  if (pathname === '/breaks') return response.destroy()
  if (pathname === '/events') {
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
    return response.write('data: 1\\n\\n')
  }
  if (pathname === '/big') {
    for (let n = 0; n < 400 && !response.destroyed; n += 1)
      if (!response.write('x'.repeat(50_000))) await new Promise((resolve) => { response.once('drain', resolve); socket.once('close', resolve) })
    return response.end()
  }
  // As Next does, it gives up a body that nobody sends to its end.
  try { if (request.method === 'POST') for await (const _ of request); } catch { return }
  response.end('answered')
}
server.on('upgrade', (request, socket) => socket.end('HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n'))
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
`
const AT_ONCE = 12

let child: ChildProcess
let port = 0
beforeAll(async () => {
  const preloads = ['client-address.mjs', 'capacity.mjs'].flatMap((name) => ['--import', script(name)])
  child = spawn(process.execPath, [...preloads, '--input-type=module', '--eval', SERVER], {
    ...{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ACCORD_PROXY: '127.0.0.1' } },
  })
  const [printed] = await once(child.stdout as NonNullable<typeof child.stdout>, 'data')
  port = Number(String(printed))
})
afterAll(async () => {
  if (child.exitCode !== null) return
  child.kill()
  await once(child, 'close')
})

type Asked = { method?: string; from?: string; headers?: Record<string, string> }

/** Asks over a connection of its own. */
function ask(target: string, { method = 'GET', from = '192.0.2.1', headers = {} }: Asked = {}) {
  const sent = http.request({
    ...{ port, path: target, method, agent: false, host: '127.0.0.1', timeout: 20_000 },
    headers: { 'X-Forwarded-For': from, ...headers },
  })
  const answer = new Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }>((resolve, reject) => {
    sent.on('error', reject).on('timeout', () => sent.destroy(new Error('no answer')))
    sent.on('response', async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
  })
  sent.end()
  return answer
}

const opened = new Set<net.Socket>()

/** A connection on which to say what one likes, until the end of the test. */
async function connection(...texts: string[]) {
  const socket = net.connect(port, '127.0.0.1').on('error', () => {})
  opened.add(socket)
  await once(socket, 'connect')
  for (const text of texts) socket.write(text)
  return socket
}
const headOf = (target: string, from = '192.0.2.9', more = '') =>
  `GET ${target} HTTP/1.1\r\nHost: ledger.test\r\nX-Forwarded-For: ${from}\r\n${more}\r\n`
const statuses = async (answers: Promise<{ status: number }>[]) =>
  (await Promise.all(answers)).map(({ status }) => status)

const state = async () => JSON.parse((await ask('/api/health')).text)
const counts = async () => {
  const { inside, aside, waiting } = await state()
  return { inside, aside, waiting }
}
const EMPTY = { inside: 0, aside: 0, waiting: 0 }
const untilEmpty = () => expect.poll(counts, { timeout: 10_000 }).toEqual(EMPTY)
const go = () => ask('/api/health?go')

/** Requests that take all places, until they are let go. They are many as soon as the server sees that it only waits. */
async function takeAll() {
  const all = Array.from({ length: AT_ONCE }, (_, n) => ask('/held', { method: 'POST', from: `198.51.100.${n}` }))
  await expect.poll(async () => (await counts()).inside, { timeout: 5_000 }).toBe(AT_ONCE)
  return all
}

beforeEach(untilEmpty)
afterEach(() => {
  for (const socket of opened) socket.destroy()
  opened.clear()
})

describe('what is beyond capacity', () => {
  test('is told so at once or soon, in both languages, and when to come again', async () => {
    const all = await takeAll()
    const [page, api, head] = await Promise.all([
      ask('/en/commitments'),
      ask('/api/v1/commitments'),
      ask('/zh', { method: 'HEAD' }),
    ])
    for (const { status, headers } of [page, api, head])
      expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '10', 'no-store'])
    expect(page.text).toContain('This page could not be shown')
    expect(page.text).toContain('页面暂时无法显示')
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(JSON.parse(api.text)).toEqual({ error: { code: 'UNAVAILABLE', message: expect.any(String), field: null } })
    expect(head.text).toBe('')
    const flood = await Promise.all(Array.from({ length: 100 }, () => ask('/en')))
    expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([503]))
    expect((await ask('/api/health')).status).toBe(200)
    await go()
    expect(await statuses(all)).toEqual(Array(AT_ONCE).fill(200))
  })

  test('waits when the browser would lose what is typed: what is sent, and what an open page asks for', async () => {
    const all = await takeAll()
    const patient = [
      ask('/en', { method: 'POST' }),
      ask('/en', { headers: { RSC: '1' } }),
      ask('/_next/static/chunks/a.js'),
    ]
    expect((await ask('/en')).status).toBe(503)
    expect((await counts()).waiting).toBe(3)
    await go()
    expect(await statuses([...all, ...patient])).toEqual(Array(AT_ONCE + 3).fill(200))
    // Let in when another was done, they are not taken for that one.
    expect(await state()).toMatchObject({ mistaken: 0 })
  })

  test('leaves room for others when it all comes from one address', async () => {
    const flood = Array.from({ length: 50 }, () => ask('/held', { method: 'POST', from: '203.0.113.1' }))
    await expect.poll(async () => (await counts()).inside, { timeout: 5_000 }).toBe(AT_ONCE / 2)
    expect((await ask('/en', { from: '203.0.113.2' })).status).toBe(200)
    expect(await counts()).toEqual({ inside: AT_ONCE / 2, aside: 0, waiting: 50 - AT_ONCE / 2 })
    await expect.poll(() => go().then(counts), { timeout: 20_000 }).toEqual(EMPTY)
    expect(await statuses(flood)).toEqual(Array(50).fill(200))
  })
})

describe('a place is given back', () => {
  test('when all is well, and when the answer breaks', async () => {
    expect(await statuses(Array.from({ length: 6 }, () => ask('/en')))).toEqual(Array(6).fill(200))
    expect((await ask('/en', { method: 'HEAD' })).status).toBe(200)
    await Promise.all(Array.from({ length: 20 }, () => expect(ask('/breaks')).rejects.toThrow()))
    await untilEmpty()
  })

  test('on a connection on which many are asked without waiting, answered in order', async () => {
    const socket = await connection(headOf('/en').repeat(30), headOf('/en', '192.0.2.9', 'Connection: close\r\n'))
    let text = ''
    for await (const chunk of socket) text += chunk
    expect(text.match(/HTTP\/1\.1 (200|503)/g)).toHaveLength(31)
    await untilEmpty()
  })

  test('and the end is told, when all who were asked for together on one connection go away', async () => {
    const socket = await connection((headOf('/events') + headOf('/held')).replaceAll('GET', 'POST').repeat(AT_ONCE / 2))
    await expect.poll(state, { timeout: 5_000 }).toMatchObject({ inside: AT_ONCE / 2, unended: AT_ONCE })
    socket.destroy()
    await expect.poll(state).toMatchObject({ ...EMPTY, unended: 0 })
  })

  test('by a thousand who go away, whenever they do', async () => {
    const ways = [
      // Before all headers are there; at once; with a body in half; many at a time; while it is being read.
      () => connection('GET /en HTTP/1.1\r\nHost: led'),
      (from: string) => connection(headOf('/held', from)),
      (from: string) => connection(headOf('/held', from, 'Content-Length: 10\r\n').replace('GET', 'POST'), 'half'),
      (from: string) => connection(headOf('/held', from).repeat(10)),
      (from: string) => connection(headOf('/big', from)),
      (from: string) => connection(headOf('/en', from), headOf('/events', from)),
    ]
    let asked = 0
    for (let round = 0; asked < 1_000; round += 1) {
      const sockets = await Promise.all(
        Array.from({ length: 60 }, (_, n) => {
          asked += 1
          return (ways[n % ways.length] as (typeof ways)[1])(`198.51.100.${n}`)
        }),
      )
      // Some are begun by then, some wait, some are not yet known.
      await new Promise((resolve) => setTimeout(resolve, (round % 4) * 30))
      for (const socket of sockets) round % 2 ? socket.destroy() : socket.resetAndDestroy()
    }
    await untilEmpty()
    const all = await takeAll()
    expect((await counts()).waiting).toBe(0)
    await go()
    expect(await statuses(all)).toEqual(Array(AT_ONCE).fill(200))
  })
})

describe('whoever is slow', () => {
  test('keeps nobody out, and is counted until gone', async () => {
    const body = 'Content-Length: 1000\r\n'
    const slow = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const from = `198.51.100.${n}`
        const socket = await (n % 2
          ? connection(headOf('/big', from))
          : connection(headOf('/en', from, body).replace('GET', 'POST'), 'x'))
        return socket.pause()
      }),
    )
    // The last of the readers were refused, before the first were known to be slow.
    await expect.poll(counts, { timeout: 10_000 }).toMatchObject({ inside: 0, waiting: 0 })
    expect((await counts()).aside).toBeGreaterThan(40)
    const began = performance.now()
    expect(await statuses(Array.from({ length: 6 }, () => ask('/en')))).toEqual(Array(6).fill(200))
    expect(performance.now() - began).toBeLessThan(1_000)
    for (const socket of slow) socket.destroy()
    await untilEmpty()
  })

  test('has so long for a request, and in silence', async () => {
    expect(await state()).toMatchObject({
      headersTimeout: 60_000,
      requestTimeout: 60_000,
      timeout: 60_000,
      keepAliveTimeout: 65_000,
    })
  })
})

test('as many as the system allows wait to be accepted while the processor is busy', async () => {
  const allowed = process.platform === 'linux' ? Number(readFileSync('/proc/sys/net/core/somaxconn')) : 100
  let isBusy = true
  const busy = ask('/api/health?busy').finally(() => {
    isBusy = false
  })
  // It is asked before they come.
  await new Promise((resolve) => setTimeout(resolve, 200))
  await Promise.all(Array.from({ length: Math.min(1_000, allowed) }, () => connection()))
  expect(isBusy).toBe(true)
  expect((await busy).status).toBe(200)
})

test('a stream of events takes no place once it has begun', async () => {
  const streams = await Promise.all(Array.from({ length: 40 }, () => connection(headOf('/events'))))
  await Promise.all(streams.map((socket) => once(socket, 'data')))
  await untilEmpty()
})

test('a request for another protocol is left as it is', async () => {
  const socket = await connection(headOf('/', '192.0.2.9', 'Connection: upgrade\r\nUpgrade: other\r\n'))
  const [said] = await once(socket, 'data')
  expect(String(said)).toContain('101')
  expect(await counts()).toEqual(EMPTY)
})

test('an address is counted as the app counts it', () => {
  for (const address of ['192.0.2.1', '2001:db8::1', '2001:DB8:0:0:1::2', '::1', 'fe80::1:2:3:4', 'nothing', ''])
    expect(networkOf(address)).toBe(networkInLib(address))
})
