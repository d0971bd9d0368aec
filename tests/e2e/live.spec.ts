import type { Browser, Page } from '@playwright/test'
import { openBackup, restoreBackup } from '../../scripts/backup/restore.mjs'
import { takeBackup } from '../../scripts/backup/take.mjs'
import { summit } from '../support/summit'
import { ownLedger } from './ledger'
import { expect, test } from './test'

const ledger = ownLedger(summit())

/** Somebody else, in a browser of their own. */
async function editor(browser: Browser, name: string): Promise<Page> {
  const context = await browser.newContext()
  await ledger.as(context, 'EDITOR', name)
  return context.newPage()
}

/** Opens a page, and waits until it listens. */
async function open(page: Page, path: string): Promise<void> {
  const listens = page.waitForResponse('**/api/events')
  await page.goto(ledger.address + path)
  await listens
}

/** Records what they say of a commitment, on the page made for it. */
async function record(page: Page, ref: string, progress: string, status = 'UNDERWAY'): Promise<void> {
  await page.goto(`${ledger.address}/en/commitments/${ref}/assess`)
  await page.getByLabel('Status', { exact: true }).selectOption(status)
  await page.getByLabel('Progress, in %').fill(progress)
  await page.getByLabel('In English').fill(`As reported, ${progress} %.`)
  const evidence = page.locator('[name="evidence[]"]')
  if (!(await evidence.first().isChecked())) await evidence.first().check()
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(new RegExp(`/${ref}$`))
}

/** What a page says of itself, where it can be seen; it is also read out. */
const noticeOn = (page: Page, words: string) => page.locator('span', { hasText: words })

/** The places of what is in view, but for what is said of one commitment: each by its words. */
const placesIn = (page: Page, selector: string, except: string) =>
  page.locator(selector).evaluateAll((all, except) => {
    const places = all.map((one) => ({ words: one.textContent ?? '', ...one.getBoundingClientRect().toJSON() }))
    const inView = places.filter(({ top, bottom }) => top > 0 && bottom < innerHeight)
    return inView.map(({ words, top }) => ({ words, top })).filter(({ words }) => !words.includes(except))
  }, except)
type Places = Awaited<ReturnType<typeof placesIn>>

/** Holds that everything is where it was, but for a fraction of a pixel. */
function expectInPlace(after: Places, before: Places): void {
  expect(before.length).toBeGreaterThan(0)
  const now = new Map(after.map(({ words, top }) => [words, top]))
  for (const { words, top } of before) expect(Math.abs((now.get(words) ?? Infinity) - top), words).toBeLessThan(1)
}

/** Waits until the page was drawn again, whether or not it looks different. */
const redrawn = (page: Page) =>
  page.waitForResponse(async (answer) => (await answer.request().allHeaders()).rsc === '1')

const setVisible = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { value: now, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)

test('another open page shows what was recorded, and nothing moves that is being read', async ({ page, browser }) => {
  const other = await editor(browser, 'Second')
  await open(page, '/en/commitments?sort=-progress')
  const row = page.locator('tr[data-ref="SF-06"]')
  await expect(row).toContainText('25%')
  // A menu is open, the focus is on a row, and the reader has come so far that the row will move from below to above.
  await page.locator('details summary').first().click()
  await page.locator('tr[data-ref="SF-16"]').evaluate((one) => one.scrollIntoView({ block: 'center' }))
  const focused = page.locator('tr[data-ref="SF-16"] a').first()
  await focused.evaluate((element) => element.focus({ preventScroll: true }))
  await page
    .locator('details')
    .first()
    .evaluate((menu) => menu.setAttribute('open', ''))
  const before = await placesIn(page, 'tr[data-ref]', 'SF-06')
  await page.evaluate(() => {
    const shifts: unknown[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({ type: 'layout-shift' })
  })

  // It is said for a few seconds only.
  const said = noticeOn(page, 'Updated just now').waitFor()
  await record(other, 'SF-06', '99')
  await row.filter({ hasText: '99%' }).waitFor()
  await said
  expectInPlace(await placesIn(page, 'tr[data-ref]', 'SF-06'), before)
  await expect(row).not.toBeInViewport()
  await expect(focused).toBeFocused()
  await expect(page.locator('details').first()).toHaveAttribute('open')
  expect(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts.length)).toBe(0)
  await expect(noticeOn(page, 'Updated just now')).toHaveCount(0)

  // What nobody sees does not listen, and catches up when it is seen.
  await setVisible(page, 'hidden')
  await record(other, 'SF-06', '98')
  await expect(row).toContainText('99%')
  await setVisible(page, 'visible')
  await expect(row).toContainText('98%')
})

test('a page lets its reader finish what they are at, and shows what is new when they have', async ({
  page,
  browser,
}) => {
  const other = await editor(browser, 'Third')
  await open(page, '/en/commitments/SF-09')
  const history = page.locator('section[aria-labelledby="history"]')
  const entries = history.locator('> ol > li')
  const count = await entries.count()
  await entries.last().evaluate((one) => one.scrollIntoView({ block: 'center' }))
  const before = await placesIn(page, 'section[aria-labelledby="history"] > ol > li', 'As reported')
  await entries.last().evaluate((one) => getSelection()?.selectAllChildren(one))
  const selected = await page.evaluate(() => String(getSelection()))

  await record(other, 'SF-09', '77')
  await expect(noticeOn(page, 'There are changes.')).toBeVisible()
  expect(await page.evaluate(() => String(getSelection()))).toBe(selected)
  await expect(entries).toHaveCount(count)
  await page.evaluate(() => getSelection()?.removeAllRanges())
  await expect(entries).toHaveCount(count + 1)
  await expect(noticeOn(page, 'There are changes.')).toHaveCount(0)
  expectInPlace(await placesIn(page, 'section[aria-labelledby="history"] > ol > li', 'As reported'), before)
})

test('a form keeps what was typed and what it was opened with, whatever is recorded around it', async ({ browser }) => {
  const [page, other] = [await editor(browser, 'Fourth'), await editor(browser, 'Fifth')]
  await open(page, '/en/commitments/SF-07/assess')
  const progress = page.getByLabel('Progress, in %')
  await expect(progress).toHaveValue('25')
  let redraw = redrawn(page)
  await record(other, 'SF-07', '75')
  await redraw
  await expect(progress).toHaveValue('25')

  await page.getByLabel('Status', { exact: true }).selectOption('UNDERWAY')
  await progress.fill('60')
  await page.getByLabel('In English').fill('Typed before the others were seen.')
  await record(other, 'SF-07', '85')
  redraw = redrawn(page)
  await page.getByRole('button', { name: 'Show them' }).click()
  await redraw
  await expect(progress).toHaveValue('60')
  await page.keyboard.press('Control+Enter')
  await progress.focus()
  await page.keyboard.press('Control+Enter')
  const conflict = page.getByRole('region', { name: 'Somebody else has changed this meanwhile' })
  await expect(conflict).toContainText('When you opened the form: 25%')
  await expect(conflict.getByRole('button', { name: /60%/ })).toHaveAttribute('aria-pressed', 'true')
  await expect(conflict.getByRole('button', { name: /85%/ })).toHaveAttribute('aria-pressed', 'false')
  await expect(page.getByLabel('In English')).toHaveValue('Typed before the others were seen.')
})

test('a page is live again after every connection to the database was cut', async ({ page, browser }) => {
  const other = await editor(browser, 'Sixth')
  await open(page, '/en')
  await ledger.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`)
  await expect.poll(async () => (await fetch(`${ledger.address}/api/ready`)).status).toBe(200)
  await record(other, 'SF-10', '100', 'FULFILLED')
  await record(other, 'SF-10', '90')
  await expect(page.getByRole('region', { name: 'Latest changes of status' })).toContainText('SF-10')
})

test('a page left open shows what was restored meanwhile, and what is recorded after that', async ({
  page,
  browser,
  allowErrors,
}, { outputDir }) => {
  // The stream of events ends with the server, and is asked for again.
  allowErrors(/\/api\/events/)
  const own = { connectionString: ledger.url, log: () => {} }
  const replaces = { directory: outputDir, name: null }
  await open(page, '/en/commitments')
  const row = page.locator('tr[data-ref="SF-07"]')
  const { file } = await takeBackup({ ...own, place: replaces })
  await record(await editor(browser, 'Seventh'), 'SF-07', '88')
  await expect(row).toContainText('88%')
  await ledger.restart(async () => {
    await ledger.leave()
    await restoreBackup({ ...own, backup: await openBackup(file), replaces })
  })
  // It has been told that the stream is over, and comes back when it likes.
  await expect(row).not.toContainText('88%')
  await record(await editor(browser, 'Eighth'), 'SF-07', '87')
  await expect(row).toContainText('87%')
})
