import type { Page } from '@playwright/test'
import { pick } from '../support/full'
import { expect, test } from './test'

/** The sum of all layout shifts of a load, which is never less than the score that browsers report. */
const MOST = 0.02

const PAGES = [
  '',
  '/commitments',
  '/commitments/SF-28',
  '/source/wang-yi-briefing-2023-11-15',
  '/domains/dialogue',
] as const

// Each theme in one language, so that the fonts of both are waited for.
const READERS = [
  { locale: 'en', theme: 'light' },
  { locale: 'zh', theme: 'dark' },
] as const

for (const [nth, path] of PAGES.entries())
  for (const { locale, theme } of pick(READERS, READERS.slice(nth % 2, (nth % 2) + 1)))
    test(`nothing moves while /${locale}${path} loads in ${theme}`, async ({ page, context, baseURL }) => {
      await context.addCookies([{ name: 'theme', value: theme, url: baseURL }])
      await watchShifts(page)
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 })
        await page.goto(`/${locale}${path}`, { waitUntil: 'networkidle' })
        // The chart is drawn when it comes into sight.
        if (path === '') await page.locator('[data-chart]').scrollIntoViewIfNeeded()
        if (path === '') await page.locator('[data-chart] a').first().waitFor()
        expect(await shiftOf(page), `at ${width} px`).toBeLessThanOrEqual(MOST)
      }
    })

test('a page that moves would be seen', async ({ page }) => {
  await watchShifts(page)
  await page.goto('/en')
  await page.evaluate(() => {
    const late = document.createElement('div')
    late.style.height = '200px'
    document.body.prepend(late)
  })
  expect(await shiftOf(page)).toBeGreaterThan(MOST)
})

/** Notes every shift from the first paint on, but for those that follow what the reader does. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifts.push(entry.value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

async function shiftOf(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // What has moved is reported with the frame after the one that shows it.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
    return (window as unknown as { shifts: number[] }).shifts.reduce((sum, shift) => sum + shift, 0)
  })
}
