import { describe, expect, test } from 'vitest'
import { CommitmentList } from '@/components/table/commitment-list'
import { Pagination } from '@/components/table/pagination'
import type { CommitmentItem } from '@/lib/commitment'
import type { Filter } from '@/lib/filter'
import { LOCALES } from '@/lib/locale'
import { MESSAGES } from '@/lib/sentence'
import { COLUMN_IDS, DEFAULT_LAYOUT, type TableLayout } from '@/lib/table-layout'
import { aFilter, NO_PLAN, TODAY } from '@/tests/support/build'
import { render } from '@/tests/support/render'
import { anItem, anOverview, cellsOf, someItems } from '@/tests/support/shown'

type Shown = { items?: CommitmentItem[]; filter?: Partial<Filter>; layout?: Partial<TableLayout>; mayAssess?: boolean }

describe.each(LOCALES)('the table in %s', (locale) => {
  const words = MESSAGES[locale]
  const table = ({ items = someItems(), filter = {}, layout = {}, mayAssess = false }: Shown = {}) =>
    render(
      <CommitmentList
        items={items}
        cells={cellsOf(items)}
        filter={aFilter(filter)}
        agreements={[anOverview()]}
        day={TODAY}
        layout={{ ...DEFAULT_LAYOUT, ...layout }}
        mayAssess={mayAssess}
        plans={
          new Map([
            ['T-02', { ...NO_PLAN, plannedStepEn: 'Ask.', plannedStepZh: '询问。', plannedStepOn: '2027-03-01' }],
          ])
        }
      />,
      locale,
    )

  test('has a row for each, in the order given, with its words', () => {
    const page = table()
    expect(page.refs()).toEqual(['T-01', 'T-02', 'T-03', 'T-04', 'T-05', 'T-06'])
    expect(page.count('thead th')).toBe(COLUMN_IDS.length)
    expect(page.text('tr[data-ref=T-01]')).toContain(words.status.FULFILLED.label)
    expect(page.text('tr[data-ref=T-03]')).toContain(words.condition.SUSPENDED.label)
    expect(page.text('tr[data-ref=T-05]')).toContain(words.status.UNASSESSED.label)
    expect(page.attributes('tr[data-ref=T-01] a', 'href')).toContain(`/${locale}/commitments/T-01`)
    expect(page.slips()).toEqual([])
  })

  test('says how it is sorted', () => {
    const sort = [
      { field: 'progress' as const, descending: true },
      { field: 'titleEn' as const, descending: false },
    ]
    const said = table({ filter: { sort } }).attributes('thead th', 'aria-sort')
    expect(said.filter((one) => one === 'descending')).toHaveLength(1)
    expect(said.filter((one) => one === 'ascending')).toHaveLength(1)
  })

  test.each(['domain', 'status', 'type'] as const)(
    'grouped by %s, counts each group in words and as a bar',
    (groupBy) => {
      const page = table({ filter: { groupBy } })
      expect(page.refs()).toHaveLength(6)
      for (const group of page.attributes('tbody[data-group]', 'data-group')) {
        const rows = page.count(`tbody[data-group=${group}] tr[data-ref]`)
        expect(page.text(`tbody[data-group=${group}] th[scope=rowgroup]`)).toContain(String(rows))
        expect(page.count(`tbody[data-group=${group}] th[scope=rowgroup] [title]`)).toBeGreaterThan(0)
      }
    },
  )

  test('leaves out the columns that were hidden, and keeps those in sight that were pinned', () => {
    const page = table({ layout: { hidden: ['confidence', 'type'], pinned: ['status'] } })
    const headings = page.texts('thead th')
    expect(headings).toHaveLength(COLUMN_IDS.length - 2)
    expect(headings.join()).not.toContain(words.columns.confidence)
    expect(headings[1]).toContain(words.columns.status)
  })

  test('offers assessing to those who may, and shows what is planned', () => {
    expect(table().count('[data-assess]')).toBe(0)
    expect(table({ mayAssess: true }).count('[data-assess]')).toBe(6)
    expect(table().text('tr[data-ref=T-02] [data-planned]')).toContain(locale === 'zh' ? '2027年3月1日' : '1 Mar 2027')
    expect(table().count('tr[data-ref=T-01] [data-planned]')).toBe(0)
  })

  test('says for how long nothing was heard', () => {
    const quiet = anItem({ lastFollowUpOn: '2024-01-18', followUps: 1 })
    expect(table({ items: [quiet] }).text('tr[data-ref]')).toMatch(/\d{3}/)
  })

  test.each([
    [1, 40, 0],
    [1, 120, 1],
    [2, 120, 2],
    [3, 120, 1],
  ])('on page %d of %d rows leads to its neighbours', (page, count, links) => {
    const shown = render(<Pagination filter={aFilter({ page })} count={count} />, locale)
    expect(shown.count('a')).toBe(links)
    expect(shown.slips()).toEqual([])
  })
})
