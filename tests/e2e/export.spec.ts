import fc from 'fast-check'
import { ITEM_FIELDS } from '../../lib/commitment'
import { GROUPINGS } from '../../lib/filter'
import { CONDITIONS, STATUS_KEYS, TYPES } from '../../lib/status'
import { refsInView } from './pages'
import { expect, test } from './test'

const DOMAINS = ['guiding-principles', 'dialogue', 'people', 'global-governance', 'security', 'follow-through']

const some = (values: readonly string[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    fc.subarray([...values], { minLength: 1 }).map((list) => list.join(',')),
  )
const maybe = (...values: string[]) => fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.constantFrom(...values))

/** Any view that the table can be in; most keep some rows. */
const views = fc
  .record({
    domain: some(DOMAINS),
    type: some(TYPES),
    status: some(STATUS_KEYS),
    condition: some(CONDITIONS),
    q: maybe('海', '机制', 'consult', '20', '%', '_', "'"),
    sort: fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom('', '-'), fc.constantFrom(...ITEM_FIELDS)).map((key) => key.join('')),
    ),
    asOf: maybe('2023-11-15', '2024-07-18', '2025-12-31'),
    groupBy: maybe(...GROUPINGS),
    quiet: maybe('yes'),
  })
  .map((parts) => `${new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== ''))}`)

/** The longest of them. */
const everyValue = `${new URLSearchParams({
  domain: `${DOMAINS}`,
  type: `${TYPES}`,
  status: `${STATUS_KEYS}`,
  condition: `${CONDITIONS}`,
  q: '合作',
  quiet: 'yes',
})}`

const RUNS = 24

for (const locale of ['zh', 'en'] as const)
  test(`the export has exactly the rows in view, under ${RUNS} random filters (${locale})`, async ({
    page,
    request,
  }) => {
    test.setTimeout(120_000)
    let exported = 0
    await fc.assert(
      fc.asyncProperty(views, async (query) => {
        await page.goto(`/${locale}/commitments?${query}`, { waitUntil: 'domcontentloaded' })
        const inView = await refsInView(page)
        const href = (await page.getByRole('link', { name: /CSV/ }).getAttribute('href')) ?? ''
        const response = await request.get(href)
        expect(response.headers()['content-type']).toContain('text/csv')
        const asOf = new URLSearchParams(query).get('asOf') ?? new Date().toISOString().slice(0, 10)
        const name = /^attachment; filename="([\w-]+\.csv)"$/.exec(response.headers()['content-disposition'] ?? '')?.[1]
        expect(name).toContain(`as-of-${asOf}.csv`)
        expect(name?.length).toBeLessThan(255)
        const text = await response.text()
        expect(text.charCodeAt(0)).toBe(0xfeff)
        const [, ...lines] = text.trim().split('\r\n')
        expect(lines.map((line) => line.split(',')[0])).toEqual(inView)
        exported += lines.length
      }),
      { numRuns: RUNS, endOnFailure: true, examples: [[everyValue]] },
    )
    expect(exported).toBeGreaterThan(RUNS)
  })
