import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { presentRequest } from '@/server/shared'
import { type Asked, ask as askAt, ownServer } from '@/tests/support/own-server'

const AT_ONCE = 12
const SOON = { timeout: 30_000 }

/** Those that wait to be let go, and how many are not at their end. */
const held = new Set<() => void>()
let unended = 0
/** As Next and React keep who asks, and what they found out about them. */
const asking = new AsyncLocalStorage<IncomingMessage>()
let mistaken = 0

/** Stands for Next: answers as the address says. */
async function answer(request: IncomingMessage, response: ServerResponse) {
  if (asking.getStore() !== undefined) mistaken += 1
  await asking.run(request, () => answerTo(request, response))
}

async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  // What is sent, apart from forms, has an address of the API.
  const pathname = new URL(request.url ?? '', 'http://ledger.test').pathname.replace(/^\/api(?=\/(?!events))/, '')
  const { socket } = request
  unended += 1
  response.once('close', () => {
    unended -= 1
  })
  if (pathname === '/held')
    await new Promise<void>((resolve) => {
      held.add(resolve)
      socket.once('close', () => resolve())
    })
  if (pathname === '/breaks') return response.destroy()
  if (pathname === '/events') {
    response.setHeader('Content-Type', 'text/event-stream; charset=utf-8')
    return response.write('data: 1\n\n')
  }
  if (pathname === '/big') {
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const drained = () => new Promise((resolve) => response.once('drain', resolve))
    for (let n = 0; n < 400 && !response.destroyed; n += 1)
      if (!response.write('x'.repeat(50_000))) await Promise.race([drained(), closed])
    return response.end()
  }
  if (pathname === '/asks-itself') {
    const inner = await fetch(`http://127.0.0.1:${own.port}/${request.url?.split('?')[1] ?? 'en'}`, { method: 'POST' })
    return response.end(`${presentRequest()?.number === inner.headers.get('x-request-id')} ${await inner.text()}`)
  }
  // As Next does, it gives up a body that is not sent to its end.
  try {
    if (request.method === 'POST') for await (const _ of request);
  } catch {
    return
  }
  response.end('answered')
}

type Own = Awaited<ReturnType<typeof ownServer>>
/** One where everybody waits for as long as it takes, and one where pages are soon refused. */
let patient: Own
let hasty: Own
/** The one that is asked: the patient one, unless a test says otherwise. */
let own: Own
beforeAll(async () => {
  const files = new Set(['/_next/static/chunks/a.js', '/a picture.svg'])
  patient = await ownServer(answer, { files, patience: { page: 300_000, ahead: 300_000 } })
  hasty = await ownServer(answer, { files, patience: { page: 200, ahead: 300_000 } })
})
afterAll(async () => {
  await hasty.close()
  await patient.close()
})

const ask = (target: string, asked?: Asked) => askAt(own.port, target, asked)
const opened = new Set<net.Socket>()

/** A connection on which to say what one likes, until the end of the test. */
async function connection(...texts: string[]) {
  const socket = net.connect(own.port, '127.0.0.1').on('error', () => {})
  opened.add(socket)
  await once(socket, 'connect')
  for (const text of texts) socket.write(text)
  return socket
}
const headOf = (target: string, more = '') => `GET ${target} HTTP/1.1\r\nHost: ledger.test\r\n${more}\r\n`
const statuses = async (answers: Promise<{ status: number }>[]) =>
  (await Promise.all(answers)).map(({ status }) => status)

const counts = () => own.counts()
const EMPTY = { inside: 0, still: 0, waiting: 0 }
const untilEmpty = () => expect.poll(counts, SOON).toEqual(EMPTY)
const go = () => {
  for (const letGo of held) letGo()
  held.clear()
}

/** Requests that take all places, until they are let go. They are many as soon as the server sees that it only waits. */
async function takeAll() {
  const all = Array.from({ length: AT_ONCE }, () => ask('/api/held', { method: 'POST' }))
  await expect.poll(() => counts().inside, SOON).toBe(AT_ONCE)
  return all
}

beforeEach(async () => {
  own = patient
  await untilEmpty()
})
afterEach(() => {
  for (const socket of opened) socket.destroy()
  opened.clear()
})

describe('what is beyond capacity', () => {
  test('is told so, in both languages, and when to come again', async () => {
    own = hasty
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
    expect(api.headers['access-control-allow-origin']).toBe('*')
    expect(JSON.parse(api.text)).toEqual({ error: { code: 'UNAVAILABLE', message: expect.any(String), field: null } })
    expect(head.text).toBe('')
    const flood = await Promise.all(Array.from({ length: 100 }, () => ask('/en')))
    expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([503]))
    go()
    expect(await statuses(all)).toEqual(Array(AT_ONCE).fill(200))
  })

  test('keeps out neither the look at its health nor files', async () => {
    const all = await takeAll()
    for (const free of ['/api/health', '/api/health?now', '/_next/static/chunks/a.js?v=1', '/a%20picture.svg'])
      expect((await ask(free)).status, free).toBe(200)
    expect((await ask('/api/health', { method: 'HEAD' })).status).toBe(200)
    expect(counts()).toEqual({ inside: AT_ONCE, still: 0, waiting: 0 })
    // What only looks like one waits as a page does, or as a form.
    const others = ['/_next/static/chunks/b.js', '/_next/static/chunks/../../../en', '/api/healthy'].map((path) =>
      ask(path),
    )
    others.push(ask('/api/_next/static/chunks/a.js', { method: 'POST' }))
    await expect.poll(() => counts().waiting, SOON).toBe(4)
    go()
    expect(await statuses([...all, ...others])).toEqual(Array(AT_ONCE + 4).fill(200))
  })

  test('waits when the browser would lose what is typed: what is sent, and what an open page asks for', async () => {
    own = hasty
    const all = await takeAll()
    const patient = [
      ask('/api/en', { method: 'POST' }),
      ask('/en', { headers: { RSC: '1' } }),
      ask('/api/events', { headers: { Accept: 'text/event-stream' } }),
    ]
    expect((await ask('/en')).status).toBe(503)
    expect(counts().waiting).toBe(3)
    go()
    expect(await statuses([...all, ...patient])).toEqual(Array(AT_ONCE + 3).fill(200))
    // Let in when another was done, they are not taken for that one.
    expect(mistaken).toBe(0)
  })

  test('goes in by what it is: what is sent first, then what an open page asks for, pages, and prefetches', async () => {
    const all = await takeAll()
    const order: string[] = []
    const named = (name: string, asked?: Asked) =>
      ask(asked?.method ? '/api/en' : '/en', asked).then(() => order.push(name))
    const waiting = [
      named('prefetch', { headers: { RSC: '1', 'Next-Router-Prefetch': '1' } }),
      named('page'),
      named('open page', { headers: { RSC: '1' } }),
      named('sent', { method: 'POST' }),
    ]
    await expect.poll(() => counts().waiting, SOON).toBe(4)
    // One by one, as the places come free.
    for (const letGo of held) {
      letGo()
      const left = order.length
      await expect.poll(() => order.length, SOON).toBeGreaterThan(left)
      if (order.length === waiting.length) break
    }
    expect(order).toEqual(['sent', 'open page', 'page', 'prefetch'])
    go()
    await Promise.all([...all, ...waiting])
  })

  test('waits as a prefetch does when it was sent before the last answer, and not as a page', async () => {
    own = hasty
    const socket = await connection(headOf('/held'), headOf('/en', 'Connection: close\r\n'))
    await expect.poll(() => held.size, SOON).toBe(1)
    const [first] = held
    const all = Array.from({ length: AT_ONCE - 1 }, () => ask('/api/held', { method: 'POST' }))
    await expect.poll(() => counts().inside, SOON).toBe(AT_ONCE)
    const next = ask('/api/held', { method: 'POST' })
    await expect.poll(() => counts().waiting, SOON).toBe(1)
    held.delete(first as () => void)
    first?.()
    // The place goes to what waits, and a page would soon be refused.
    await expect.poll(() => [counts(), held.size], SOON).toEqual([{ inside: AT_ONCE, still: 0, waiting: 1 }, AT_ONCE])
    await pause(400)
    go()
    expect(await statuses([...all, next])).toEqual(Array(AT_ONCE).fill(200))
    let text = ''
    for await (const chunk of socket) text += chunk
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200'])
  })

  test('waits for as long as it is told to', async () => {
    const all = await takeAll()
    const late = ask('/en')
    await expect.poll(() => counts().waiting, SOON).toBe(1)
    await pause(300)
    expect(counts().waiting).toBe(1)
    go()
    expect(await statuses([...all, late])).toEqual(Array(AT_ONCE + 1).fill(200))
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
    const socket = await connection(headOf('/en').repeat(30), headOf('/en', 'Connection: close\r\n'))
    let text = ''
    for await (const chunk of socket) text += chunk
    expect(text.match(/HTTP\/1\.1 (200|503)/g)).toHaveLength(31)
    await untilEmpty()
  })

  test('and the end is told, when all who were asked for together on one connection go away', async () => {
    const socket = await connection(headOf('/held').repeat(AT_ONCE))
    // Those behind the first wait for their turn, and take no place in which to do so.
    await expect.poll(() => [counts(), unended], SOON).toEqual([{ ...EMPTY, inside: 1 }, 1])
    go()
    await expect.poll(() => held.size, SOON).toBe(1)
    socket.destroy()
    await expect.poll(() => [counts(), unended], SOON).toEqual([EMPTY, 0])
    held.clear()
    expect(mistaken).toBe(0)
  })

  test('on a connection on which far more is asked than anybody would', async () => {
    const socket = await connection(headOf('/held').repeat(200))
    await once(socket, 'close')
    await untilEmpty()
    held.clear()
  })

  test('by a thousand who go away, whenever they do', async () => {
    const ways = [
      // Before all headers are there; at once; with a body in half; many at a time; while it is being read.
      () => connection('GET /en HTTP/1.1\r\nHost: led'),
      () => connection(headOf('/held')),
      () => connection(headOf('/api/held', 'Content-Length: 10\r\n').replace('GET', 'POST'), 'half'),
      () => connection(headOf('/held').repeat(10)),
      () => connection(headOf('/big')),
      () => connection(headOf('/en'), headOf('/events')),
    ]
    let asked = 0
    for (let round = 0; asked < 1_000; round += 1) {
      const sockets = await Promise.all(
        Array.from({ length: 60 }, (_, n) => {
          asked += 1
          return (ways[n % ways.length] as (typeof ways)[0])()
        }),
      )
      // Some are begun by then, some wait, some are not yet known.
      await pause((round % 4) * 30)
      for (const socket of sockets) round % 2 ? socket.destroy() : socket.resetAndDestroy()
    }
    await untilEmpty()
    const all = await takeAll()
    expect(counts().waiting).toBe(0)
    go()
    expect(await statuses(all)).toEqual(Array(AT_ONCE).fill(200))
  })
})

describe('a client that is slow', () => {
  test('keeps nobody out, and is counted until it is gone', async () => {
    const body = 'Content-Length: 1000\r\n'
    const slow = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const socket = await (n % 2
          ? connection(headOf('/big'))
          : connection(headOf('/api/en', body).replace('GET', 'POST'), 'x'))
        return socket.pause()
      }),
    )
    // The last of the readers may have been refused, before the first were known to be slow.
    const isQuiet = ({ inside, still, waiting }: ReturnType<typeof counts>) =>
      inside === 0 && waiting === 0 && still > 40
    await expect.poll(() => isQuiet(counts()), SOON).toBe(true)
    expect(await statuses(Array.from({ length: 6 }, () => ask('/en')))).toEqual(Array(6).fill(200))
    for (const socket of slow) socket.destroy()
    await untilEmpty()
  })

  test('is counted again before others when it goes on', async () => {
    own = hasty
    const slow = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        connection(headOf('/api/held', 'Content-Length: 2\r\n').replace('GET', 'POST'), 'x'),
      ),
    )
    await expect.poll(counts, SOON).toEqual({ inside: 0, still: AT_ONCE, waiting: 0 })
    for (const socket of slow) socket.write('x')
    await expect.poll(counts, SOON).toEqual({ inside: AT_ONCE, still: 0, waiting: 0 })
    expect((await ask('/en')).status).toBe(503)
    go()
    await untilEmpty()
  })

  test('has so long for a request, and in silence', () => {
    expect(own.server).toMatchObject({
      headersTimeout: 60_000,
      requestTimeout: 60_000,
      timeout: 60_000,
      keepAliveTimeout: 65_000,
    })
  })
})

test('a stream of events takes no place once it has begun', async () => {
  const streams = await Promise.all(Array.from({ length: 40 }, () => connection(headOf('/events'))))
  await Promise.all(streams.map((socket) => once(socket, 'data')))
  await untilEmpty()
})

describe('what the server asks of itself', () => {
  test('needs no place of its own, however many do so, and is part of the request that waits for it', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => ask('/api/asks-itself?en', { method: 'POST' })))
    expect(new Set(all.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 true answered']))
    await untilEmpty()
  })

  test('is known by its connection: nobody else can say that it is', async () => {
    own = hasty
    const all = await takeAll()
    // A connection of the server to itself is open, and says so.
    const inner = ask('/api/asks-itself?held', { method: 'POST', headers: { 'X-Action-Forwarded': '1' } })
    await expect.poll(() => counts().waiting, SOON).toBe(1)
    expect((await ask('/en', { headers: { 'X-Action-Forwarded': '1', 'X-Request-Id': 'mine' } })).status).toBe(503)
    go()
    await expect.poll(() => held.size, SOON).toBe(1)
    go()
    expect(await statuses([...all, inner])).toEqual(Array(AT_ONCE + 1).fill(200))
  })
})

test('a request for another protocol is a request like any other', async () => {
  const socket = await connection(headOf('/', 'Connection: upgrade, close\r\nUpgrade: other\r\n'))
  const [said] = await once(socket, 'data')
  expect(String(said)).toContain('HTTP/1.1 200')
})
