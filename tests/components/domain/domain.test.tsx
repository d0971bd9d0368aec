import { describe, expect, test } from 'vitest'
import { DomainComparison } from '@/components/domain/domain-comparison'
import { DomainCounts } from '@/components/domain/domain-counts'
import { DomainNeighbours } from '@/components/domain/domain-neighbours'
import { MethodContents } from '@/components/method/method-contents'
import { MethodDefinitions } from '@/components/method/method-definitions'
import { MethodFields } from '@/components/method/method-fields'
import { MethodLimits } from '@/components/method/method-limits'
import { MethodRecord } from '@/components/method/method-record'
import { MethodRule } from '@/components/method/method-rule'
import { LOCALES } from '@/lib/locale'
import { aFilter } from '@/tests/support/build'
import { expectTrueCounts } from '@/tests/support/counted'
import { render } from '@/tests/support/render'
import { anOverview, cellsOf, someItems } from '@/tests/support/shown'

const cells = cellsOf(someItems())
const { domains } = anOverview()

describe.each(LOCALES)('in %s', (locale) => {
  test.each([null, '2024-07-18'])('a domain’s numbers lead to what they count (on %s)', (asOf) => {
    const own = cells.filter(({ domain }) => domain === 'dialogue')
    const page = render(<DomainCounts cells={own} filter={aFilter({ domain: ['dialogue'], asOf })} />, locale)
    expectTrueCounts(page, own, 4)
    expect(page.slips()).toEqual([])
  })

  test('all domains are compared, those without a commitment too', () => {
    const empty = { slug: 'empty', nameZh: '空', nameEn: 'Empty' }
    const page = render(<DomainComparison domains={[...domains, empty]} cells={cells} filter={aFilter()} />, locale)
    expectTrueCounts(page, cells, 6)
    expect(page.attributes('tr[data-domain]', 'data-domain')).toEqual(expect.arrayContaining(['dialogue', 'empty']))
    expect(page.linksTo(locale === 'zh' ? '对话合作' : 'Dialogue')).toEqual([`/${locale}/domains/dialogue`])
    expect(page.slips()).toEqual([])
  })

  test('a domain leads to its neighbours, on the day asked about', () => {
    const [first = null, second = null] = domains
    const page = (previous: typeof first, next: typeof first) =>
      render(<DomainNeighbours previous={previous} next={next} asOf="2024-07-18" />, locale)
    expect(page(null, second).attributes('a', 'href')).toEqual([`/${locale}/domains/security?asOf=2024-07-18`])
    expect(page(first, second).attributes('a', 'rel')).toEqual(['prev', 'next'])
    expect(page(null, null).count('a')).toBe(0)
  })

  test('the method has a place for each of its contents, and headings in order', () => {
    const page = render(
      <>
        <MethodContents />
        <MethodFields />
        <MethodDefinitions cells={cells} filter={aFilter()} />
        <MethodRecord />
        <MethodRule />
        <MethodLimits agreements={[anOverview()]} />
      </>,
      locale,
    )
    const places = page.attributes('nav a[href^="#"]', 'href')
    expect(places.length).toBeGreaterThan(3)
    for (const place of places) expect([place, page.count(place ?? '')]).toEqual([place, 1])
    let level = 1
    for (const heading of page.headings()) {
      const own = Number(heading[1])
      expect([heading, own <= level + 1]).toEqual([heading, true])
      level = own
    }
    expectTrueCounts(page, cells, 8)
    expect(page.slips()).toEqual([])
  })
})
