import type { APIRequestContext } from '@playwright/test'
import fc from 'fast-check'
import { ITEM_FIELDS } from '../../lib/commitment'
import { GROUPINGS } from '../../lib/filter'
import { LOCALES } from '../../lib/locale'
import { CONDITIONS, STATUS_KEYS, TYPES } from '../../lib/status'
import { refsInView } from './pages'
import { read } from './read'
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

/** What the file of a view must be: its name says the day, and its rows are those in view. Resolves to how many. */
async function expectExported(
  request: APIRequestContext,
  query: string,
  href: string,
  inView: string[],
): Promise<number> {
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
  return lines.length
}

for (const locale of LOCALES)
  test(`the export has exactly the rows in view, under ${RUNS} random filters (${locale})`, async ({ request }) => {
    let exported = 0
    await fc.assert(
      fc.asyncProperty(views, async (query) => {
        const page = await read(request, `/${locale}/commitments?${query}`)
        const [href = ''] = page.linksTo(/.*CSV.*/)
        exported += await expectExported(request, query, href, page.refs())
      }),
      { numRuns: RUNS, endOnFailure: true, examples: [[everyValue]] },
    )
    expect(exported).toBeGreaterThan(RUNS)
  })

test('the link of a page in the browser leads to the rows that it shows', async ({ page, request }) => {
  const queries = [
    everyValue,
    'groupBy=status&sort=-progress',
    'asOf=2024-07-18&domain=dialogue',
    'q=%E6%9C%BA%E5%88%B6',
  ]
  for (const [nth, query] of queries.entries()) {
    await page.goto(`/${LOCALES[nth % 2]}/commitments?${query}`)
    const href = (await page.getByRole('link', { name: /CSV/ }).getAttribute('href')) ?? ''
    await expectExported(request, query, href, (await refsInView(page)).map(String))
  }
})
