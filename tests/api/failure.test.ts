import { createServer } from 'node:net'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as anyRoute from '@/app/api/[[...path]]/route'
import { GET as getHealth } from '@/app/api/health/route'
import { GET as getReady } from '@/app/api/ready/route'
import * as itemRoute from '@/app/api/v1/commitments/[ref]/route'
import * as listRoute from '@/app/api/v1/commitments/route'
import * as summaryRoute from '@/app/api/v1/summary/route'
import { ownDatabase } from '@/tests/support/database'
import { startedWith } from '@/tests/support/ledger'
import { answerOfItem, answerOfList, answerOfSummary, list, type Refusal } from '@/tests/support/request'
import { until } from '@/tests/support/waiting'

const database = ownDatabase({ seeded: true })
afterAll(() => startedWith(''))

async function refusal(response: Response) {
  const body = (await response.json()) as Refusal
  expect(Object.keys(body)).toEqual(['error'])
  expect(Object.keys(body.error)).toEqual(['code', 'message', 'field'])
  return [response.status, body.error.code, body.error.field]
}
const ROUTES = [
  ['the list', () => answerOfList()],
  ['an item', () => answerOfItem('SF-03')],
  ['the summary', () => answerOfSummary()],
] as const

describe('with a database that is up', () => {
  beforeEach(() => startedWith(database.url))

  test('the ledger is healthy and ready', async () => {
    expect(await getHealth().json()).toEqual({ status: 'ok' })
    expect((await getReady()).status).toBe(200)
  })

  test('requests go on after its connections were cut', async () => {
    await list()
    await database.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`)
    await until(async () => expect((await answerOfList()).status).toBe(200))
  })
})

describe('with a database that is down', () => {
  beforeEach(() => startedWith('postgresql://nobody:x@127.0.0.1:1/none'))

  test('the ledger is healthy and not ready', async () => {
    expect((await getHealth()).status).toBe(200)
    const ready = await getReady()
    expect(ready.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await refusal(ready)).toEqual([503, 'UNAVAILABLE', null])
  })

  test.each(ROUTES)('%s is unavailable, and says when to ask again', async (_, answer) => {
    const response = await answer()
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await refusal(response)).toEqual([503, 'UNAVAILABLE', null])
  })
})

describe('with a database that does not answer', () => {
  const silent = createServer(() => {})
  beforeEach(async () => {
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { port: number }
    await startedWith(`postgresql://nobody:x@127.0.0.1:${port}/none`)
  })
  afterEach(() => {
    silent.close()
  })

  test('the ledger says that it is not ready sooner than any other answer gives up', async () => {
    const ready = getReady()
    const other = answerOfList()
    expect(await Promise.race([ready, other])).toBe(await ready)
    expect(await refusal(await ready)).toEqual([503, 'UNAVAILABLE', null])
    await other
  })

  test('the list is unavailable, and does not wait for ever', async () => {
    expect(await refusal(await answerOfList())).toEqual([503, 'UNAVAILABLE', null])
  })
})

describe('with a bug', () => {
  beforeEach(() => startedWith(database.url))

  test('an answer says so in the one shape, gives nothing away, and the log has the rest', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const params = Promise.reject(new Error('secret detail'))
    params.catch(() => {})
    const response = await itemRoute.GET(new Request('http://ledger.test/api/v1/commitments/SF-03'), { params })
    const text = await response.clone().text()
    expect(await refusal(response)).toEqual([500, 'INTERNAL', null])
    expect(text).not.toContain('secret detail')
    expect(log).toHaveBeenCalledExactlyOnceWith(
      'broken',
      expect.objectContaining({ error: new Error('secret detail') }),
    )
    log.mockRestore()
  })
})

const ANYWHERE = Object.entries(anyRoute)

describe('an address', () => {
  test.each(ANYWHERE)('that does not exist has nothing to %s', async (_, answer) => {
    expect(await refusal(answer())).toEqual([404, 'NOT_FOUND', null])
  })

  test.each([
    ['the list', listRoute],
    ['an item', itemRoute],
    ['the summary', summaryRoute],
  ])('%s can only be read', async (_, route) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const response = route[method]()
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
      expect(await refusal(response)).toEqual([405, 'METHOD_NOT_ALLOWED', null])
    }
  })
})
