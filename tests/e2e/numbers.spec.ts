import { LOCALES } from '../../lib/locale'
import { read } from './read'
import { expect, test } from './test'

const DOMAINS = ['guiding-principles', 'dialogue', 'people', 'global-governance', 'security', 'follow-through']
const DAY = '2024-07-18'

/** Pages whose numbers lead to what they count, and how many addresses at least. */
const COUNTING = [
  { path: '', least: 30 },
  { path: `?asOf=${DAY}`, least: 20 },
  { path: '/domains', least: 8 },
  { path: `/domains?asOf=${DAY}`, least: 8 },
  { path: `/domains/dialogue?asOf=${DAY}`, least: 8 },
  { path: '/method', least: 8 },
  ...DOMAINS.map((slug) => ({ path: `/domains/${slug}`, least: 3 })),
]

/** How many rows there are at an address; many numbers lead to one. */
const rows = new Map<string, number>()

test.describe('every number leads to exactly that many rows', () => {
  // One after another, so that what is known of an address is known to the next.
  test.describe.configure({ mode: 'default' })
  for (const { path, least } of COUNTING)
    for (const locale of LOCALES)
      test(`on /${locale}${path}`, async ({ request }) => {
        const counts = (await read(request, `/${locale}${path}`)).counts()
        expect(counts.size).toBeGreaterThanOrEqual(least)
        for (const [href, count] of counts) {
          // The same view in the other language has the same rows, which tests of the table see.
          const view = href.replace(/^\/\w+/, '/en')
          if (!rows.has(view)) rows.set(view, (await read(request, view)).refs().length)
          expect(rows.get(view), href).toBe(count)
        }
      })
})
