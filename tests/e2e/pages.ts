import type { Page } from '@playwright/test'
import { languagesOf, pick } from '../support/full'

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

/** Of those, one of each layout and each state: the others differ in what they say, which other tests read. */
const TELLING = [
  '?asOf=2024-07-18',
  '/commitments?groupBy=status&sort=-progress&domain=dialogue',
  '/commitments?q=xyzzy',
  '/commitments?status=DONE&asOf=2024-07-18',
  '/commitments?asOf=2023-01-01',
  '/commitments/SF-09',
  '/commitments/SF-99',
  '/source/wang-yi-briefing-2023-11-15?asOf=2024-07-18&status=AGREED,INITIATED&condition=SUSPENDED',
  '/domains',
  '/domains/security?asOf=2024-07-18',
  '/method',
  '/changes?item=SF-09&kind=assessments,follow-ups&actor=rule+v1',
  '/changes?kind=weather&to=2023-01-01',
]

const inLanguages = (paths: readonly string[]): string[] =>
  paths.flatMap((path, nth) => languagesOf(nth).map((locale) => `/${locale}${path}`))

/** Every address in one language, in turn; in the full run in both. */
export const EVERY_PAGE = inLanguages(PAGES)
/** The same of those that are worth being looked at, which takes seconds; in the full run all. */
export const PAGES_LOOKED_AT = [...inLanguages(pick(PAGES, TELLING)), ...inLanguages(ACCOUNT_PAGES)]

/** The refs of the rows in view, in their order. */
export const refsInView = (page: Page) =>
  page.locator('tr[data-ref]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-ref')))
