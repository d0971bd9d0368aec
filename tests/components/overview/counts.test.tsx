import { describe, expect, test } from 'vitest'
import { AttentionList } from '@/components/overview/attention-list'
import { CountCards } from '@/components/overview/count-cards'
import { LatestFollowUps } from '@/components/overview/latest-follow-ups'
import { LatestStatusChanges } from '@/components/overview/latest-status-changes'
import { StatusByDomain } from '@/components/overview/status-by-domain'
import { UNFILTERED } from '@/lib/filter'
import { LOCALES } from '@/lib/locale'
import { HALTED } from '@/lib/status'
import { summaryOf } from '@/lib/summary'
import { aFilter, aFollowUp } from '@/tests/support/build'
import { expectTrueCounts } from '@/tests/support/counted'
import { render } from '@/tests/support/render'
import { anItem, anOverview, cellsOf, someItems } from '@/tests/support/shown'

const items = someItems()
const cells = cellsOf(items)
const agreements = [anOverview()]

describe.each(LOCALES)('the overview in %s', (locale) => {
  test.each([null, '2024-07-18'])('has cards whose numbers lead to what they count (on %s)', (asOf) => {
    const page = render(<CountCards summary={summaryOf(cells)} filter={aFilter({ asOf })} />, locale)
    expectTrueCounts(page, cells, 5)
    for (const href of page.counts().keys()) expect(href.includes('asOf=2024-07-18')).toBe(asOf !== null)
    expect(page.headings()).toHaveLength(1)
    expect(page.slips()).toEqual([])
  })

  test.each([false, true])('has a table of the chart, with every number a link (as shares: %s)', (shares) => {
    const props = { cells, filter: UNFILTERED, agreements, shares }
    const page = render(<StatusByDomain {...props} />, locale)
    expectTrueCounts(page, cells, 8)
    const names = agreements.flatMap(({ domains }) => domains.map((one) => (locale === 'zh' ? one.nameZh : one.nameEn)))
    expect(page.texts('tbody th')).toEqual(names)
    expect(page.texts('tfoot td').at(-1)).toBe('6')
    expect(page.text().includes('%')).toBe(shares)
    expect(page.attributes('nav a[aria-current]', 'href')).toEqual([`/${locale}${shares ? '?measure=share' : ''}`])
    expect(page.slips()).toEqual([])
  })

  test('says of each concern how many it holds for, and leads to them', () => {
    const halted = items.filter(({ condition }) => condition === 'SUSPENDED')
    const silent = items.filter(({ status }) => status === 'NO_RECORD')
    const concerns = [
      { key: 'halted' as const, count: 1, items: halted, parts: { condition: [...HALTED] } },
      { key: 'noRecord' as const, count: 1, items: silent, parts: { status: ['NO_RECORD' as const] } },
      { key: 'quiet' as const, count: 7, items: [anItem({ ref: 'T-09' })], parts: { quiet: true } },
    ]
    const plans = new Map([['T-09', { reviewedOn: '2026-11-01' }]])
    const page = render(<AttentionList concerns={concerns} filter={UNFILTERED} plans={plans} />, locale)
    expect([...page.counts().values()]).toEqual([1, 1, 7])
    expect(page.attributes('[data-concern=halted] li a', 'href')).toEqual([`/${locale}/commitments/T-03`])
    expect(page.text('[data-concern=quiet]')).toContain(locale === 'zh' ? '2026年11月1日' : '1 Nov 2026')
    expect(page.text('[data-concern=quiet]')).toMatch(/6/)
    expect(page.slips()).toEqual([])
  })

  test('tells what came to be said otherwise, and what was said before', () => {
    const { ref, titleZh, titleEn } = anItem()
    const before = { statusBefore: 'AGREED' as const, conditionBefore: 'ACTIVE' as const }
    const change = {
      ref,
      titleZh,
      titleEn,
      ...before,
      effectiveOn: '2024-07-17',
      status: null,
      condition: 'SUSPENDED' as const,
    }
    const page = render(<LatestStatusChanges changes={[change]} asOf={null} />, locale)
    expect(page.text('s')).toBe(locale === 'zh' ? '已约定' : 'Agreed')
    expect(page.text('li')).toContain(locale === 'zh' ? '2024年7月17日' : '17 Jul 2024')
    expect(page.attributes('li a', 'href')).toEqual([`/${locale}/commitments/T-01`])
    expect(page.slips()).toEqual([])
  })

  test('tells what followed, newest first, or that nothing did', () => {
    const of = (key: string, occurredOn: string) => ({
      ...aFollowUp({ key, occurredOn }),
      ref: 'T-01',
      commitmentZh: '定期磋商',
      commitmentEn: 'Regular consultations',
    })
    const page = render(
      <LatestFollowUps followUps={[of('b', '2024-02-01'), of('a', '2024-01-18')]} asOf={null} />,
      locale,
    )
    expect(page.count('li')).toBeGreaterThanOrEqual(2)
    expect(page.slips()).toEqual([])
    for (const none of [
      render(<LatestFollowUps followUps={[]} asOf={null} />, locale),
      render(<LatestStatusChanges changes={[]} asOf={null} />, locale),
    ]) {
      expect(none.count('li')).toBe(0)
      expect(none.count('p')).toBeGreaterThan(0)
    }
  })
})
