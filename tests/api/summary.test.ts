import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GROUPINGS } from '@/lib/filter'
import { CONDITIONS, STATUS_KEYS, TYPES } from '@/lib/status'
import { TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { generatedDay } from '@/tests/support/histories'
import { servedFrom, stopTheClock } from '@/tests/support/ledger'
import { answerOfSummary, list, type Refusal, summary } from '@/tests/support/request'
import { EXPECTED_ON, expected, summit } from '@/tests/support/summit'

const database = ownDatabase({ seeded: true })
servedFrom(database)
stopTheClock()

const domains = summit().domains.map((domain) => domain.slug)
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)

describe('the summary', () => {
  test('by domain, unless asked otherwise, counts 1, 13, 4, 5, 5 and 1', async () => {
    const answer = await summary()
    expect(answer).toEqual(await summary('groupBy=domain'))
    expect(answer).toMatchObject({ asOf: TODAY, total: 29, scored: 28 })
    expect(answer.groups.map((group) => [group.key, group.total])).toEqual([
      ['guiding-principles', 1],
      ['dialogue', 13],
      ['people', 4],
      ['global-governance', 5],
      ['security', 5],
      ['follow-through', 1],
    ])
    expect(answer.groups[1]).toMatchObject({ titleZh: '对话合作', titleEn: 'Dialogue and cooperation' })
  })

  test.each(GROUPINGS)('by %s has exactly the documented fields, and every count', async (groupBy) => {
    const answer = await summary(`groupBy=${groupBy}`)
    expect(Object.keys(answer)).toEqual(['asOf', 'total', 'scored', 'groups'])
    for (const group of answer.groups) {
      expect(Object.keys(group)).toEqual(['key', 'titleZh', 'titleEn', 'total', 'byStatus', 'byCondition'])
      expect(Object.keys(group.byStatus)).toEqual([...STATUS_KEYS])
      expect(Object.keys(group.byCondition)).toEqual([...CONDITIONS])
      expect([group.titleZh, group.titleEn].every(Boolean)).toBe(true)
      expect(group.total).toBeGreaterThan(0)
      expect([sum(group.byStatus), sum(group.byCondition)]).toEqual([group.total, group.total])
    }
  })

  test.each([
    ['domain', domains],
    ['status', [...STATUS_KEYS.slice(1), 'UNASSESSED']],
    ['type', TYPES],
  ] as const)('by %s stands in its own order', async (groupBy, order) => {
    const keys = (await summary(`groupBy=${groupBy}&asOf=${EXPECTED_ON}`)).groups.map((group) => group.key)
    expect(keys).toEqual(order.filter((key) => keys.includes(key)))
    expect(keys.length).toBeGreaterThan(3)
  })

  test('on 2025-12-31 counts what is published beside the data', async () => {
    const { groups } = await summary(`groupBy=status&asOf=${EXPECTED_ON}`)
    const counts = Object.fromEntries(groups.map((group) => [group.key, group.total]))
    const told: Record<string, number> = {}
    for (const { status } of expected) told[status] = (told[status] ?? 0) + 1
    expect(counts).toEqual(told)
  })

  test('is empty before the agreement', async () => {
    expect(await summary('asOf=2023-11-14')).toEqual({ asOf: '2023-11-14', total: 0, scored: 0, groups: [] })
  })

  test('without a status names the group and puts it last', async () => {
    await database.sql(`INSERT INTO "Commitment" ("agreementId", "domainId", ref, slug, position, type, "titleZh",
      "titleEn", bodies, points, "searchText") SELECT "agreementId", "domainId", 'SF-99', 'new', 99, type, '新', 'New',
      '[]', '[]', 'new' FROM "Commitment" WHERE ref = 'SF-29'`)
    const { groups } = await summary('groupBy=status')
    expect(groups.at(-1)).toMatchObject({ key: 'UNASSESSED', titleZh: '未评估', titleEn: 'Not assessed', total: 1 })
  })

  test.each([
    ['groupBy=colour', 'groupBy'],
    ['groupBy=', 'groupBy'],
    ['groupBy=type&groupBy=status', 'groupBy'],
    ['page=1', 'page'],
    ['sort=ref', 'sort'],
    ['asOf=2026-11-23', 'asOf'],
    ['domain=nowhere', 'domain'],
  ])('refuses %s', async (query, field) => {
    const response = await answerOfSummary(query)
    expect(response.status).toBe(400)
    expect(((await response.json()) as Refusal).error).toMatchObject({ code: 'INVALID', field })
  })

  const queries = fc.record({
    domain: fc.subarray(domains),
    type: fc.subarray([...TYPES]),
    status: fc.subarray([...STATUS_KEYS]),
    condition: fc.subarray([...CONDITIONS]),
    q: fc.constantFrom('', '', '中', 'the', '军', 'zzz'),
    asOf: generatedDay(),
    groupBy: fc.constantFrom(...GROUPINGS),
  })

  test('agrees with the list, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(queries, async ({ groupBy, q, asOf, ...facets }) => {
        const params = new URLSearchParams({ asOf })
        if (q) params.set('q', q)
        for (const [name, values] of Object.entries(facets)) if (values.length) params.set(name, values.join(','))
        const { total, items } = await list(params.toString())
        const answer = await summary(`${params}&groupBy=${groupBy}`)
        expect([answer.total, items.length]).toEqual([total, total])
        expect(answer.scored).toBe(items.filter((item) => item.type !== 'PRINCIPLE').length)
        expect(answer.groups.reduce((count, group) => count + group.total, 0)).toBe(total)
        for (const group of answer.groups) {
          const own = items.filter((item) => (item[groupBy] ?? 'UNASSESSED') === group.key)
          expect(own).toHaveLength(group.total)
          for (const status of STATUS_KEYS)
            expect(group.byStatus[status]).toBe(own.filter((i) => (i.status ?? 'UNASSESSED') === status).length)
          for (const condition of CONDITIONS)
            expect(group.byCondition[condition]).toBe(own.filter((i) => i.condition === condition).length)
        }
      }),
      { numRuns: 60 },
    )
  })
})
