import { once } from 'node:events'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownServer } from '@/tests/support/own-server'

/** Stands for Next: answers with what was sent, byte by byte. */
let own: Awaited<ReturnType<typeof ownServer>>
let address = ''
beforeAll(async () => {
  own = await ownServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    response.end(Buffer.concat(parts))
  })
  address = `http://127.0.0.1:${own.port}/en/sign-in`
})
afterAll(() => own.close())

const ACTION = { 'Next-Action': '4'.repeat(42) }

function formOf(count: number, more: Record<string, string> = {}): FormData {
  const form = new FormData()
  for (let n = 0; n < count; n += 1) form.append(`_1_field${n}`, 'text')
  for (const [name, value] of Object.entries(more)) form.append(name, value)
  form.append('0', '["$K1"]')
  return form
}

const send = (body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(address, { method: 'POST', body, headers: { ...ACTION, ...headers } })

describe('a form that is sent to an action', () => {
  test.each([0, 1, 1_000])('with %i fields goes on as it came', async (count) => {
    const request = new Request(address, { method: 'POST', body: formOf(count) })
    const type = request.headers.get('content-type') ?? ''
    const bytes = Buffer.from(await request.arrayBuffer())
    const answer = await send(bytes, { 'Content-Type': type })
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
  })

  test('of nearly a megabyte goes on as it came', async () => {
    const answer = await send(formOf(3, { _1_text: '军'.repeat(340_000) }))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('军'.repeat(340_000))
  })

  test('with more fields is refused before anything else reads it', async () => {
    const answer = await send(formOf(1_001))
    expect(answer.status).toBe(413)
    expect(answer.headers.get('content-type')).toBe('text/plain')
    expect(JSON.parse(await answer.text())).toEqual({
      error: { code: 'TOO_LARGE', message: expect.stringContaining('1000'), field: null },
    })
    expect((await send(formOf(17_000))).status).toBe(413)
  })

  test.each(['with its length', 'without its length'])('that is too large is refused, sent %s', async (how) => {
    const text = 'x'.repeat(2_200_000)
    const { body, headers } = new Request(address, { method: 'POST', body: formOf(1, { _1_text: text }) })
    const type = { 'Content-Type': headers.get('content-type') ?? '' }
    const sent = how === 'with its length' ? send(await new Response(body).blob(), type) : stream(body, type)
    const answer = await sent
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('1024')
  })
  const stream = (body: BodyInit | null, type: Record<string, string>) =>
    fetch(address, { method: 'POST', body, headers: { ...ACTION, ...type }, duplex: 'half' } as RequestInit)

  test.each<[string, BodyInit, string]>([
    ['a text', 'text', 'text/plain;charset=UTF-8'],
    ['JSON', '["$K1"]', 'text/plain;charset=UTF-8'],
    ['fields in one line', 'a=1&b=2', 'application/x-www-form-urlencoded'],
    ['a form without a boundary', '--b\r\n\r\n--b--', 'multipart/form-data'],
    [
      'a form with another boundary',
      '--a\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--a--\r\n',
      'multipart/form-data; boundary=b',
    ],
    [
      'a form that is cut off',
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
      'multipart/form-data; boundary=b',
    ],
    ['a form whose parts have no names', '--b\r\n\r\n1\r\n--b--\r\n', 'multipart/form-data; boundary=b'],
    ['nothing', '', 'multipart/form-data; boundary=b'],
    [
      'a form under a name that Next does not know',
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
      'Multipart/Form-Data; boundary=b',
    ],
  ])('that is %s is refused', async (_, body, type) => {
    const answer = await send(body, { 'Content-Type': type })
    expect(answer.status).toBe(400)
    expect(JSON.parse(await answer.text()).error.code).toBe('INVALID')
  })

  test.each([
    'boundary=b; x-boundary=zzz',
    'boundary=b; boundary=zzz',
    'boundary=zzz; boundary=b',
    "boundary=b; boundary*=utf-8''zzz",
    'boundary=b; foo="a boundary=zzz"',
    'BOUNDARY=b; boundary=zzz',
    'BOUNDARY=b',
    'boundary="b"',
    'boundary="\\b"; x=1',
    'boundary="\\b"',
    'boundary=b, multipart/form-data; boundary=zzz',
    'boundary=b;',
    'boundary=b ; charset=utf-8',
    'charset=utf-8; boundary=b',
    'boundary=b?',
    `boundary=${'b'.repeat(71)}`,
    'boundary=',
    'boundary',
    '',
  ])('with the boundary told as %s is refused, however few its fields', async (parameters) => {
    const body = '--b\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$K1"]\r\n--b--\r\n'
    expect((await send(body, { 'Content-Type': `multipart/form-data; ${parameters}` })).status).toBe(400)
  })

  test.each([
    ['Chromium and Safari', '----WebKitFormBoundaryzeYzgRfGDT1XaKjB'],
    ['Firefox', '----geckoformboundary5b1d3a6fd1dd5b9ea7b2fd4a8a6e0b4e'],
    ['Firefox of before', '---------------------------735323031399963166993862150'],
    ['Node', '----formdata-undici-021945872963'],
    ['the longest there may be', 'b'.repeat(70)],
  ])('with the boundary of %s goes on', async (_, boundary) => {
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$K1"]\r\n--${boundary}--\r\n`
    expect((await send(body, { 'Content-Type': `multipart/form-data; boundary=${boundary}` })).status).toBe(200)
  })

  const part = (name: string, value: string, more = '', headers = '') =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n${headers}\r\n${value}\r\n`
  const CALL = part('0', '["$K1"]')
  const sendParts = (...parts: string[]) =>
    send(Buffer.from(`${parts.join('')}--b--\r\n`), { 'Content-Type': 'multipart/form-data; boundary=b' })

  test.each([
    ['with nothing', []],
    ['with nothing in a field', [part('_1_a', '')]],
    ['with a field without a name', [part('_1_', 'x')]],
    ['with line ends', [part('_1_a', '\r\n\r\nx\r\n--\r\n-\r\n')]],
    ['with what looks like a header', [part('_1_a', 'Content-Type: text/plain\r\n\r\nx')]],
    ['with what looks like a boundary', [part('_1_a', 'x--b--b--c\r\n--')]],
    ['with texts of every kind', [part('_1_a', '军\u{1f600}\0\x7f"\\%22')]],
    ['with names of every kind', [part('_1_军%22%0D%0A [].$', 'x')]],
    ['with the longest name', [part(`_1_${'x'.repeat(97)}`, 'x')]],
    ['with a name twice', [part('_1_a[]', 'x'), part('_1_a[]', 'y')]],
  ])('%s goes on', async (_, parts) => expect((await sendParts(...parts, CALL)).status).toBe(200))

  test.each([
    ...[
      '["$B1"]',
      '["$O1"]',
      '["$Sx"]',
      '["$9"]',
      '["$0"]',
      '["$F1"]',
      '["$K2"]',
      '["$K1","$K1"]',
      '["$K1"] ',
      '["$1:__proto__:constructor"]',
      `["$n${'9'.repeat(900)}"]`,
      '["x"]',
      '[]',
      '5',
      'null',
      '"$K1"',
      '"$NaN"',
      '{"then":"$1"}',
      '',
      '['.repeat(100_000),
      JSON.stringify(Array(50_000).fill('$K1')),
    ].map((call) => [`calls with ${call.slice(0, 30)}`, [part('_1_a', 'x'), part('0', call)]] as const),
    ['calls with nothing', [part('_1_a', 'x')]],
    ['calls twice', [CALL, CALL]],
    ['calls before its fields', [CALL, part('_1_a', 'x')]],
    ['calls with a file', [part('0', '["$K1"]', '; filename="x"', 'Content-Type: text/plain\r\n')]],
    ['has a part beside the form', [part('1', '"$1:__proto__:then"'), CALL]],
    ['refers to itself', [part('1', `"$1"${' '.repeat(2_000)}`), CALL]],
    ['has a chain of parts', [...Array.from({ length: 60 }, (_, n) => part(`${n + 1}`, `["$${n + 2}"]`)), CALL]],
    ['has a field of another form', [part('_2_a', 'x'), CALL]],
    ['has a field of no form', [part('a', 'x'), CALL]],
    ['has a field of a form without scripts', [part('1_$ACTION_ID_x', ''), CALL]],
    ['has a name that no field has', [part(`_1_${'x'.repeat(98)}`, ''), CALL]],
    ['has a name of 900 KB', [part(`_1_${'x'.repeat(900_000)}`, ''), CALL]],
    ['has a name with a control character', [part('_1_\x01', ''), CALL]],
    ['has a name with a backslash', [part('_1_\\', ''), CALL]],
    ['has a file', [part('_1_a', 'x', '; filename="x"', 'Content-Type: text/plain\r\n'), CALL]],
    ['has a file without a name', [part('_1_a', 'x', '; filename=""'), CALL]],
    ['has a file with a name of 900 KB', [part('_1_a', 'x', `; filename="${'y'.repeat(900_000)}"`), CALL]],
    ['has a field with a type', [part('_1_a', 'x', '', 'Content-Type: text/plain\r\n'), CALL]],
    ['has a field with an encoding', [part('_1_a', 'x', '', 'Content-Transfer-Encoding: base64\r\n'), CALL]],
    ['has a header of 900 KB', [part('_1_a', 'x', '', `X-A: ${'b'.repeat(900_000)}\r\n`), CALL]],
    ['has 140,000 headers', [part('_1_a', 'x', '', 'a: b\r\n'.repeat(140_000)), CALL]],
    ['has a field with two names', [part('_1_a', 'x', '; name="_1_b"'), CALL]],
    ['has a field with its name told twice', [part('_1_a', 'x', "; name*=utf-8''0"), CALL]],
    ['has something before it', ['x\r\n', CALL]],
    ['has something behind it', [`${CALL}--b--\r\nx\r\n`]],
    ['has a boundary with something behind it', [part('_1_a', 'x\r\n--bx'), CALL]],
    ['has a field that begins as a part does', [part('_1_a', '--bx'), CALL]],
    ['ends twice', [part('_1_a', 'x\r\n--b--'), CALL]],
    ['ends its lines otherwise', [part('_1_a', 'x').replaceAll('\r\n', '\n'), CALL]],
  ] as const)('that %s is refused', async (_, parts) => expect((await sendParts(...parts)).status).toBe(400))

  test('whose sender goes away keeps nobody waiting', async () => {
    const socket = net.connect(own.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      `POST /en/sign-in HTTP/1.1\r\nHost: a\r\nNext-Action: 4\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100\r\n\r\n--b`,
    )
    while (own.counts().inside + own.counts().still === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    socket.destroy()
    while (own.counts().inside + own.counts().still > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await send(formOf(1))).status).toBe(200)
  })
})
