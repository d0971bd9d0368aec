import { expect } from 'vitest'
import { parseFilter } from '@/lib/parse-filter'
import { type Cell, countOf, within } from '@/lib/summary'
import { TODAY } from './build'
import type { Html } from './html'

const KNOWN = { agreements: ['test-2023'], domains: ['dialogue', 'security', 'empty'], today: TODAY }

/** Holds that each number shown is how many of the cells the filter in its link leaves; and that there are so many links. */
export function expectTrueCounts(page: Html, cells: readonly Cell[], least: number): void {
  const counts = page.counts()
  expect(counts.size).toBeGreaterThanOrEqual(least)
  for (const [href, count] of counts) {
    const { filter, problems } = parseFilter(new URL(href, 'http://ledger.test').searchParams, KNOWN)
    expect([href, problems, countOf(within(cells, filter))]).toEqual([href, [], count])
  }
}
