import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SourceLegend } from '@/components/source/source-legend'
import { SourceText } from '@/components/source/source-text'
import { LOCALES } from '@/lib/locale'
import { cellsOf, type MarkedItem } from '@/lib/source'
import { CONDITIONS, Status } from '@/lib/status'
import { aFilter, TODAY } from '@/tests/support/build'
import type { Html } from '@/tests/support/html'
import { render } from '@/tests/support/render'
import { anItem, anOverview } from '@/tests/support/shown'
import { summit } from '@/tests/support/summit'

const agreement = summit()
const [briefing] = agreement.documents
if (!briefing) throw new Error('the summit has no document')
const document = { ...briefing, agreement: agreement.slug }
const { text } = document

/** The own words of every commitment, in the order of the text, as lib/db/documents.ts lists them. */
const marks: MarkedItem[] = agreement.commitments
  .flatMap(({ ref, domain, type, titleZh, titleEn, quotes }) =>
    quotes
      .filter(({ role }) => role === 'OPERATIVE')
      .map(({ start, end, focusStart, focusEnd }) => ({
        ...anItem({ ref, domain, type, titleZh, titleEn, agreement: agreement.slug }),
        start: focusStart ?? start,
        end: focusEnd ?? end,
      })),
  )
  .sort((a, b) => a.start - b.start || b.end - a.end)

/** The words that are marked as a commitment's own, joined. */
const markedIn = (page: Html, ref: string): string =>
  page
    .all(`.passage[data-refs~="${ref}"] [data-words]`)
    .map((words) => words.textContent)
    .join('')
/** A stretch of the text without its signs of form and line ends, which are not shown. */
const shownOf = (from: number, to: number): string => text.slice(from, to).replace(/\*\*|^#+ |\s/gm, '')

const maps = fc.array(
  fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 400 })).map(([start, length]) => ({ start, length })),
  { minLength: 1, maxLength: 6 },
)

describe.each(LOCALES)('the source in %s', (locale) => {
  const source = (all: MarkedItem[], asOf: string | null = null) =>
    render(<SourceText document={document} marks={all} asOf={asOf} />, locale)

  test('marks every commitment’s own words, and each has one anchor, its title and its ref', () => {
    const page = source(marks)
    const refs = agreement.commitments.map(({ ref }) => ref)
    expect(new Set(page.attributes('.passage', 'data-refs').flatMap((some) => some?.split(' ')))).toEqual(new Set(refs))
    for (const { ref, titleZh, titleEn } of agreement.commitments) {
      const own = marks.filter((mark) => mark.ref === ref)
      const said = own.map(({ start, end }) => shownOf(start, end)).join('')
      expect([ref, markedIn(page, ref).replace(/\s/g, '')]).toEqual([ref, said])
      expect(page.count(`[id="${ref}"]`)).toBe(1)
      expect(page.text()).toContain(`${ref} ${locale === 'zh' ? titleZh : titleEn}`)
    }
    expect(page.slips()).toEqual([])
  })

  test('marks the words of any marks to the letter, however they overlap, each stretch once', () => {
    fc.assert(
      fc.property(maps, (spans) => {
        const all = spans.map(({ start, length }, nth) => ({
          ...anItem({ ref: `T-${nth}` }),
          start,
          end: Math.min(text.length, start + length),
        }))
        const page = source(all)
        for (const { ref, start, end } of all) {
          const marked = markedIn(page, ref).replace(/[\s*#]/g, '')
          expect(marked).toBe(text.slice(start, end).replace(/[\s*#]/g, ''))
          // Where there are only signs of form, there is nothing to lead to.
          expect(page.count(`[id="${ref}"]`)).toBe(marked ? 1 : 0)
        }
        const starts = page.attributes('.passage', 'data-start')
        expect(new Set(starts).size).toBe(starts.length)
      }),
      { numRuns: 20 },
    )
  })

  test.each(Object.values(Status))('gives a mark the colour of %s, and hatching while it does not move', (status) => {
    for (const condition of CONDITIONS) {
      const [first] = marks
      if (!first) throw new Error('nothing is marked')
      const page = source([{ ...first, status, condition }], '2024-07-18')
      expect(page.attributes('.passage', 'style').join()).toContain(`--status-${status}`)
      const isHalted = ['STALLED', 'SUSPENDED', 'REVERSED'].includes(condition)
      expect(page.count('.passage[data-halted]') > 0, condition).toBe(isHalted)
      expect(page.attributes('.passage', 'href')[0]).toBe(`/${locale}/commitments/${first.ref}?asOf=2024-07-18`)
    }
  })

  test('is whole where nothing is marked', () => {
    const page = source([])
    expect(page.count('.passage')).toBe(0)
    expect(page.text().replace(/\s/g, '')).toContain(shownOf(0, text.length).slice(0, 200))
  })

  test('has a legend whose entries say how many they would leave marked', () => {
    const own = anOverview({ slug: agreement.slug, domains: agreement.domains })
    const legend = (filter: object) =>
      render(
        <SourceLegend
          slug={document.slug}
          cells={cellsOf(marks)}
          filter={aFilter(filter)}
          agreement={own}
          today={TODAY}
          first="SF-01"
        />,
        locale,
      )
    const counts = legend({})
      .texts('nav a[rel=nofollow]')
      .map((entry) => Number(/\d+$/.exec(entry)?.[0]))
    expect(counts.length).toBeGreaterThan(6)
    for (const count of counts) expect(count).toBeGreaterThan(0)
    expect(legend({ domain: ['dialogue'] }).count('nav a[aria-current=true]')).toBe(1)
  })
})
