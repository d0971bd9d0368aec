import { describe, expect, test } from 'vitest'
import { ITEM_FIELDS } from '@/lib/commitment'
import { SUMMIT, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { servedFrom, stopTheClock } from '@/tests/support/ledger'
import { answerOfList, list, type Refusal, refs } from '@/tests/support/request'
import { EXPECTED_ON, expected } from '@/tests/support/summit'

const database = ownDatabase({ seeded: true })
servedFrom(database)
stopTheClock()

const ALL = expected.map(({ ref }) => ref)

describe('the list', () => {
  test('has the 29 in the order of the source', async () => {
    const answer = await list()
    expect(answer.items.map((item) => item.ref)).toEqual(ALL)
    expect(answer).toMatchObject({ asOf: TODAY, total: 29, page: 1, pageSize: 50 })
  })

  test('has exactly the documented fields, in their order', async () => {
    const answer = await list()
    expect(Object.keys(answer)).toEqual(['asOf', 'total', 'page', 'pageSize', 'items'])
    for (const item of answer.items) expect(Object.keys(item)).toEqual([...ITEM_FIELDS])
    expect([...ITEM_FIELDS].join()).toBe(
      'ref,agreement,domain,type,titleZh,titleEn,status,condition,progress,confidence,assessedOn,followUps,lastFollowUpOn,version',
    )
  })

  test('is JSON that nobody keeps', async () => {
    const response = await answerOfList()
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('says on 2025-12-31 what is published beside the data', async () => {
    const { items, asOf } = await list(`asOf=${EXPECTED_ON}`)
    const told = items.map(({ ref, status, condition, progress, confidence, followUps }) => ({
      ref,
      status,
      condition,
      progress,
      confidence,
      followUps,
    }))
    expect(told).toEqual(expected)
    expect(asOf).toBe(EXPECTED_ON)
  })

  test('of arms control differs between 16 and 18 July 2024', async () => {
    const on = async (day: string) => (await list(`asOf=${day}`)).items.find((item) => item.ref === 'SF-09')
    expect(await on('2024-07-16')).toMatchObject({ condition: 'ACTIVE', followUps: 0, lastFollowUpOn: null })
    expect(await on('2024-07-18')).toMatchObject({
      condition: 'SUSPENDED',
      assessedOn: '2024-07-17',
      followUps: 1,
      lastFollowUpOn: '2024-07-17',
    })
  })

  test('as of today is the list without a day', async () => {
    expect(await list(`asOf=${TODAY}`)).toEqual(await list())
  })

  test('is empty before the agreement, and whole from its day', async () => {
    expect(await list('asOf=2023-11-14')).toMatchObject({ total: 0, items: [] })
    expect((await list(`asOf=${SUMMIT}`)).total).toBe(29)
  })

  test.each([
    ['pageSize=10', ALL.slice(0, 10)],
    ['pageSize=10&page=3', ALL.slice(20)],
    ['pageSize=10&page=4', []],
    ['pageSize=500', ALL],
    ['page=1000000000', []],
    ['page=999999999999999&pageSize=500', []],
  ])('of %s is that page of all', async (query, page) => {
    const answer = await list(query)
    expect(answer.items.map((item) => item.ref)).toEqual(page)
    expect(answer.total).toBe(29)
  })
})

describe('a facet', () => {
  test.each([
    ['domain=guiding-principles', 1],
    ['domain=dialogue', 13],
    ['domain=people', 4],
    ['domain=global-governance', 5],
    ['domain=security', 5],
    ['domain=follow-through', 1],
    ['domain=people,security', 9],
    ['agreement=san-francisco-2023', 29],
    ['type=PRINCIPLE', 1],
    ['status=UNASSESSED', 0],
    ['status=DECLARATORY', 1],
    [`domain=dialogue&status=FULFILLED&asOf=${EXPECTED_ON}`, null],
    ['condition=SUSPENDED', 1],
    ['condition=ACTIVE,CONCLUDED,STALLED,SUSPENDED,REVERSED,SUPERSEDED', 29],
  ])('%s keeps what it says (%s)', async (query, count) => {
    const { items, total } = await list(query)
    if (count !== null) expect(total).toBe(count)
    expect(items).toHaveLength(total)
    const facets = new URLSearchParams(query)
    const kept = (await list(facets.has('asOf') ? `asOf=${facets.get('asOf')}` : '')).items.filter((item) =>
      (['agreement', 'domain', 'type', 'status', 'condition'] as const).every((name) => {
        const accepted = facets.get(name)?.split(',')
        return !accepted || accepted.includes(item[name] ?? 'UNASSESSED')
      }),
    )
    expect(items).toEqual(kept)
  })

  test('status=UNASSESSED selects what nobody has assessed', async () => {
    const before = await list('asOf=2024-06-30&status=UNASSESSED')
    expect(before.total).toBe(0)
    // A commitment that was entered without a history.
    await database.sql(`INSERT INTO "Commitment" ("agreementId", "domainId", ref, slug, position, type, "titleZh",
      "titleEn", bodies, points, "searchText") SELECT "agreementId", "domainId", 'SF-99', 'new', 99, type, '新', 'New',
      '[]', '[]', 'new' FROM "Commitment" WHERE ref = 'SF-29'`)
    try {
      const [item, ...others] = (await list('status=UNASSESSED')).items
      expect(others).toEqual([])
      expect(item).toMatchObject({ ref: 'SF-99', status: null, condition: 'ACTIVE', progress: null, assessedOn: null })
      expect(await refs('asOf=2024-06-30&status=UNASSESSED,DECLARATORY')).toEqual(['SF-01', 'SF-99'])
      expect((await refs('sort=status')).at(-1)).toBe('SF-99')
      expect((await refs('sort=-status')).at(-1)).toBe('SF-99')
    } finally {
      await database.sql(`BEGIN; SET LOCAL session_replication_role = replica;
        DELETE FROM "Commitment" WHERE ref = 'SF-99'; COMMIT`)
    }
  })

  test('leaves out what was withdrawn', async () => {
    await database.sql(`UPDATE "Commitment" SET "withdrawnAt" = now(), "withdrawnReason" = 'x' WHERE ref = 'SF-29'`)
    try {
      expect(await refs()).toEqual(ALL.slice(0, -1))
    } finally {
      await database.sql(`UPDATE "Commitment" SET "withdrawnAt" = NULL, "withdrawnReason" = NULL WHERE ref = 'SF-29'`)
    }
  })
})

test('what others append to an address when it is shared is left out without a word', async () => {
  const appended = 'utm_source=x&fbclid=y&spm=a.b&from=singlemessage&isappinstalled=0&condition=SUSPENDED'
  expect(await list(appended)).toEqual(await list('condition=SUSPENDED'))
})

describe('a parameter', () => {
  test.each([
    ['colour=red', 'colour'],
    ['groupBy=domain', 'groupBy'],
    ['page=1&page=2', 'page'],
    ['q=', 'q'],
    ['domain=', 'domain'],
    ['domain=nowhere', 'domain'],
    ['domain=people,', 'domain'],
    ['agreement=nowhere', 'agreement'],
    ['status=DONE', 'status'],
    ['status=null', 'status'],
    ['type=principle', 'type'],
    ['condition=X', 'condition'],
    ['q=%00', 'q'],
    [`q=${'a'.repeat(201)}`, 'q'],
    ['utm_source=x&staus=DONE&from=timeline', 'staus'],
    ['from=2024-01-01', 'from'],
    ['sort=colour', 'sort'],
    ['sort=ref,ref', 'sort'],
    ['sort=notesZh', 'sort'],
    ['sort=ref%20DESC', 'sort'],
    ['page=0', 'page'],
    ['page=x', 'page'],
    ['pageSize=501', 'pageSize'],
    ['pageSize=-1', 'pageSize'],
    ['asOf=2026-11-23', 'asOf'],
    ['asOf=2024-02-30', 'asOf'],
    ['asOf=2024-07-18T00:00:00Z', 'asOf'],
    ['colour=red&page=0', 'colour'],
    ['page=0&colour=red', 'page'],
  ])('%s is refused at “%s”', async (query, field) => {
    const response = await answerOfList(query)
    const { error } = (await response.json()) as Refusal
    expect(response.status).toBe(400)
    expect(Object.keys(error)).toEqual(['code', 'message', 'field'])
    expect(error).toMatchObject({ code: 'INVALID', field })
    expect(error.message).toContain(field)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
})
