import { afterEach, describe, expect, test } from 'vitest'
import * as events from '@/app/api/events/route'
import { recordChanges } from '@/lib/db/changes/write'
import { shared } from '@/server/shared'
import { ownDatabase } from '@/tests/support/database'
import { servedFrom } from '@/tests/support/ledger'
import { until } from '@/tests/support/waiting'

const database = ownDatabase()
servedFrom(database)

const asked = (from: string) =>
  shared.requests.run({ number: 'a number', address: from, answerUnavailable: () => {} }, () => events.GET())

/** A browser that listens, and what it has been told so far. */
function open(from: string) {
  const answer = asked(from)
  const reader = answer.body?.getReader()
  const said = { text: '', isOver: false }
  const read = async () => {
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read())
      said.text += new TextDecoder().decode(chunk.value)
    said.isOver = true
  }
  read()
  return {
    answer,
    said,
    told: () => [...said.text.matchAll(/^data: (\d+)$/gm)].map(([, sequence]) => Number(sequence)),
    leave: () => reader?.cancel(),
  }
}
type Browser = ReturnType<typeof open>
const here: Browser[] = []
const enter = (from = '192.0.2.1') => {
  const browser = open(from)
  here.push(browser)
  return browser
}
const record = () =>
  database.db.$transaction((tx) =>
    recordChanges(tx, [{ actor: 'test', action: 'test.done', subject: 'T-01', data: null }]),
  )

afterEach(async () => {
  for (const browser of here.splice(0)) await browser.leave()
})

describe('a browser that listens', () => {
  test('is told how far the record goes, at once and whenever it has grown, and nothing else', async () => {
    await record()
    const browser = enter()
    expect(browser.answer.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8')
    expect(browser.answer.headers.get('Cache-Control')).toBe('no-store, no-transform')
    expect(browser.answer.headers.get('X-Accel-Buffering')).toBe('no')
    await until(() => expect(browser.told().at(-1)).toBe(1))
    await record()
    await until(() => expect(browser.told().at(-1)).toBe(2))
    expect(browser.said.text).toMatch(/^retry: [12]\d{3}\n\n(data: [12]\n\n)+$/)
  })

  test('is told of many changes in a few words', async () => {
    const browser = enter()
    await until(() => expect(browser.told()).not.toEqual([]))
    const began = performance.now()
    for (let n = 0; n < 40; n += 1) await record()
    await until(() => expect(browser.told().at(-1)).toBe(42))
    expect(browser.told().length).toBeLessThanOrEqual(4 + (performance.now() - began) / 250)
  })

  test('is one of so many, and the next is refused in the one error shape until somebody leaves', async () => {
    const first = enter()
    for (let n = 1; n < 1_000; n += 1) enter(`192.0.2.${(n % 3) + 1}`)
    const refused = asked('192.0.2.9')
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '30'])
    expect(await refused.json()).toMatchObject({ error: { code: 'UNAVAILABLE', field: null } })
    await first.leave()
    expect(enter().answer.status).toBe(200)
  })

  test('leaves room for other networks, however many come from its own', () => {
    for (let n = 0; n < 500; n += 1) enter(`2001:db8::${n.toString(16)}`)
    expect(asked('2001:db8::ffff').status).toBe(503)
    expect(enter('2001:db8:0:1::1').answer.status).toBe(200)
  })

  test('may ask for the headings alone, and cannot write', async () => {
    const head = events.HEAD()
    expect([head.status, head.body]).toEqual([200, null])
    expect(events.POST().status).toBe(405)
  })

  // Last, since a process that is told to end opens no stream again.
  test('is let go when the process is told to end, and so are those who come later', async () => {
    const browser = enter()
    await until(() => expect(browser.told()).not.toEqual([]))
    process.emit('SIGTERM')
    await until(() => expect(browser.said.isOver).toBe(true))
    expect(asked('192.0.2.1').status).toBe(503)
  })
})
