import type { APIRequestContext, Page } from '@playwright/test'
import { LOCALES } from '../../lib/locale'

/** Every page and state that a reader can come to, by an address without its language. */
const PAGES = [
  '',
  '?asOf=2024-07-18',
  '/commitments',
  '/commitments?groupBy=status&sort=-progress&domain=dialogue',
  '/commitments?q=xyzzy',
  '/commitments?status=DONE&asOf=2024-07-18',
  '/commitments?asOf=2023-01-01',
  '/commitments/SF-01',
  '/commitments/SF-09',
  '/commitments/SF-11',
  '/commitments/SF-28',
  '/commitments/SF-99',
  '/source/wang-yi-briefing-2023-11-15',
  '/source/wang-yi-briefing-2023-11-15?asOf=2024-07-18&status=AGREED,INITIATED&condition=SUSPENDED',
  '/source/wang-yi-briefing-2023-11-15?status=UNASSESSED&page=2',
  '/source/wang-yi-briefing-2023-11-15?asOf=2023-01-01',
  '/source/no-such-document',
  '/domains',
  '/domains/dialogue',
  '/domains/guiding-principles',
  '/domains/security?asOf=2024-07-18',
  '/domains/nowhere',
  '/method',
  '/changes',
  '/changes?item=SF-09&kind=assessments,follow-ups&actor=rule+v1',
  '/changes?kind=weather&to=2023-01-01',
]

/** Pages about accounts, as anybody sees them who has none. */
const ACCOUNT_PAGES = ['/sign-in', '/account', '/people', '/setup/x', '/join/x', '/password/x']

export const EVERY_ACCOUNT_PAGE = LOCALES.flatMap((locale) => ACCOUNT_PAGES.map((path) => `/${locale}${path}`))

export const EVERY_PAGE = LOCALES.flatMap((locale) => PAGES.map((path) => `/${locale}${path}`))

/** The refs of the rows in view, in their order. */
export const refsInView = (page: Page) =>
  page.locator('tr[data-ref]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-ref')))

/** The refs that the API gives for the query of the page's address. */
export async function refsFromApi(request: APIRequestContext, page: Page): Promise<string[]> {
  const query = new URLSearchParams(new URL(page.url()).search)
  query.delete('groupBy')
  const response = await request.get(`/api/v1/commitments?${query}`)
  const { items } = (await response.json()) as { items: { ref: string }[] }
  return items.map((item) => item.ref)
}

/** How many commitments the table at an address lists, read as a browser without JavaScript would. */
export async function rowsAt(request: APIRequestContext, address: string): Promise<number> {
  const response = await request.get(address)
  if (!response.ok()) throw new Error(`${response.status()} from ${address}`)
  return (await response.text()).split('<tr data-ref="').length - 1
}

/** Every link in view that is a number and leads to commitments: its address, and the number. */
export async function countsIn(page: Page): Promise<Map<string, number>> {
  const links = await page.locator('main a[href*="/commitments"]').evaluateAll((all) =>
    all.map((link) => ({
      href: link.getAttribute('href') ?? '',
      text: (link.querySelector('text, span.text-3xl') ?? link).textContent?.trim() ?? '',
    })),
  )
  const counts = new Map<string, number>()
  for (const { href, text } of links.filter((link) => /^\d+$/.test(link.text))) {
    if (counts.has(href) && counts.get(href) !== Number(text)) throw new Error(`two numbers for ${href}`)
    counts.set(href, Number(text))
  }
  return counts
}
