import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domainsOf } from '@/lib/agreement'
import { FACETS } from '@/lib/filter'
import { CONDITIONS, STATUS_KEYS, TYPES } from '@/lib/status'
import { type Cell, countOf, findingIn, groupsOf, segmentsOf, summaryOf, within } from '@/lib/summary'
import { aFilter } from '@/tests/support/build'

const DOMAINS = ['dialogue', 'people', 'security']
const cells: fc.Arbitrary<Cell[]> = fc.array(
  fc.record({
    agreement: fc.constantFrom('a', 'b'),
    domain: fc.constantFrom(...DOMAINS),
    type: fc.constantFrom(...TYPES),
    status: fc.constantFrom(...STATUS_KEYS),
    condition: fc.constantFrom(...CONDITIONS),
    count: fc.integer({ min: 1, max: 20 }),
  }),
)
const facets = fc.record({
  agreement: fc.subarray(['a', 'b']),
  domain: fc.subarray(DOMAINS),
  type: fc.subarray([...TYPES]),
  status: fc.subarray([...STATUS_KEYS]),
  condition: fc.subarray([...CONDITIONS]),
})
const sum = (record: Record<string, number>) => Object.values(record).reduce((a, b) => a + b, 0)

describe('a summary', () => {
  test('carries every status and condition, zeros included', () => {
    const { byStatus, byCondition, total, scored } = summaryOf([])
    expect(byStatus).toEqual(Object.fromEntries(STATUS_KEYS.map((key) => [key, 0])))
    expect(byCondition).toEqual(Object.fromEntries(CONDITIONS.map((key) => [key, 0])))
    expect([total, scored]).toEqual([0, 0])
  })

  test('counts everything once by status, once by condition, and all but principles as scored', () => {
    fc.assert(
      fc.property(cells, (cells) => {
        const { total, scored, byStatus, byCondition } = summaryOf(cells)
        expect(sum(byStatus)).toBe(total)
        expect(sum(byCondition)).toBe(total)
        expect(total - scored).toBe(countOf(cells.filter((cell) => cell.type === 'PRINCIPLE')))
      }),
    )
  })

  test('has groups that add up to the whole, none of them empty', () => {
    fc.assert(
      fc.property(cells, (cells) => {
        for (const [grouping, order] of [
          ['domain', DOMAINS],
          ['status', STATUS_KEYS],
          ['type', TYPES],
        ] as const) {
          const groups = groupsOf(cells, grouping, order)
          expect(countOf(groups.flatMap((group) => group.cells))).toBe(countOf(cells))
          expect(groups.every((group) => countOf(group.cells) > 0)).toBe(true)
          expect(groups.map((group) => group.key)).toEqual(
            order.filter((key) => groups.some((group) => group.key === key)),
          )
        }
      }),
    )
  })

  test('within facets is never more, and the choices of a facet add up to what the others keep', () => {
    fc.assert(
      fc.property(cells, facets, (cells, facets) => {
        const kept = within(cells, facets)
        expect(countOf(kept)).toBeLessThanOrEqual(countOf(cells))
        for (const facet of FACETS) {
          const open = within(cells, facets, facet)
          const chosen = open.filter((cell) => {
            const accepted: readonly string[] = facets[facet]
            return accepted.length === 0 || accepted.includes(cell[facet])
          })
          expect(countOf(chosen)).toBe(countOf(kept))
        }
      }),
    )
  })

  test('within no facets is everything', () => {
    fc.assert(
      fc.property(cells, (cells) => {
        expect(within(cells, aFilter())).toEqual(cells)
      }),
    )
  })
})

describe('a bar', () => {
  test('has parts that add up to it, each found again by its status and conditions', () => {
    fc.assert(
      fc.property(cells, (cells) => {
        const segments = segmentsOf(cells)
        expect(segments.reduce((count, segment) => count + segment.count, 0)).toBe(countOf(cells))
        for (const { status, conditions, count } of segments) {
          expect(count).toBeGreaterThan(0)
          expect(countOf(within(cells, aFilter({ status: [status], condition: conditions })))).toBe(count)
        }
      }),
    )
  })
})

describe('the domains of several agreements', () => {
  const domain = (slug: string) => ({ slug, nameZh: slug, nameEn: slug })
  const agreement = (...slugs: string[]) => ({ domains: slugs.map(domain) }) as Parameters<typeof domainsOf>[0][number]

  test.each([
    [[agreement('x', 'y')], ['x', 'y']],
    [
      [agreement('x', 'y'), agreement('y', 'z')],
      ['x', 'y', 'z'],
    ],
    [
      [agreement('b'), agreement('a')],
      ['a', 'b'],
    ],
    [[], []],
  ])('stand once each, by the first place they have (%#)', (agreements, slugs) =>
    expect(domainsOf(agreements).map(({ slug }) => slug)).toEqual(slugs),
  )
})

describe('the finding of the chart', () => {
  test('is the count of the fulfilled, and every domain that has the most of them', () => {
    fc.assert(
      fc.property(cells, (cells) => {
        const { fulfilled, scored, most, domains } = findingIn(cells)
        expect(fulfilled).toBe(summaryOf(cells).byStatus.FULFILLED)
        expect(scored).toBe(summaryOf(cells).scored)
        const ofDomain = (domain: string) =>
          summaryOf(cells.filter((cell) => cell.domain === domain)).byStatus.FULFILLED
        for (const domain of DOMAINS) expect(ofDomain(domain)).toBeLessThanOrEqual(most)
        for (const domain of domains) expect(ofDomain(domain)).toBe(most)
        expect(domains.length > 0).toBe(fulfilled > 0)
      }),
    )
  })
})
