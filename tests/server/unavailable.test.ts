import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presentRequest } from '@/server/shared'
import { ownServer } from '@/tests/support/own-server'

/** Answers with the status in the address, after it found the database away if it says so. */
let own: Awaited<ReturnType<typeof ownServer>>
beforeAll(async () => {
  own = await ownServer(({ url = '' }, response) => {
    const [, status, way, away] = url.replace(/^\/api/, '').split('/')
    if (away) presentRequest()?.answerUnavailable()
    if (way === 'written') response.writeHead(Number(status), 'As it is', { 'x-kept': 'yes' })
    else {
      response.statusCode = Number(status)
      response.setHeader('x-kept', 'yes')
    }
    response.end('text')
  })
})
afterAll(() => own.close())

async function answerTo(target: string, init: RequestInit = {}) {
  const response = await fetch(`http://127.0.0.1:${own.port}${target}`, init)
  expect(await response.text()).toBe('text')
  expect(response.headers.get('x-kept')).toBe('yes')
  return [response.status, response.headers.get('retry-after')]
}

describe.each(['written', 'set'])('an answer whose status is %s', (way) => {
  test.each([
    [200, 503],
    [500, 503],
    [404, 404],
    [401, 401],
    [307, 307],
  ])('%i, while the database is away, says %i', async (status, said) => {
    expect(await answerTo(`/${status}/${way}/away`, { redirect: 'manual' })).toEqual([said, said === 503 ? '5' : null])
  })

  test.each([200, 500])('%i stays as it is otherwise', async (status) => {
    expect(await answerTo(`/${status}/${way}`)).toEqual([status, null])
  })
})

test('what an open page asks for, and what is sent, is answered as it would be', async () => {
  expect(await answerTo('/200/set/away', { headers: { RSC: '1' } })).toEqual([200, null])
  expect(await answerTo('/api/200/set/away', { method: 'POST' })).toEqual([200, null])
})

test('it is said of the request alone that met it', async () => {
  const [own, other] = await Promise.all([answerTo('/200/set'), answerTo('/200/set/away')])
  expect([own, other]).toEqual([
    [200, null],
    [503, '5'],
  ])
})
