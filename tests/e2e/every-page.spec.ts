import type { Page } from '@playwright/test'
import { pick } from '../support/full'
import { expectNothingFound, overflowOf, themesOf } from './axe'
import { PAGES_LOOKED_AT } from './pages'
import { expect, test } from './test'

const SCREENS = pick([390, 768, 1440, 1920], [390, 1440])

/** What an A4 sheet leaves between its margins (app/globals.css), in CSS pixels; the table of all turns it. */
const A4 = Math.floor(((210 - 2 * 12) / 25.4) * 96)
const A4_TURNED = Math.floor(((297 - 2 * 12) / 25.4) * 96)

// Loading a page takes longer than asking it, so that each is loaded once for all questions.
for (const [nth, path] of PAGES_LOOKED_AT.entries())
  test(`axe finds nothing on ${path}, and it fits every screen and sheet`, async ({ page, allowErrors }) => {
    // Of the page itself: some are not there, and some are not for everybody.
    allowErrors(/status of 40[14] .*\(http:\/\/[^/]+\/(zh|en)\//)
    const [first, second] = themesOf(nth >> 1)
    await page.emulateMedia({ colorScheme: first ?? 'light' })
    await page.goto(path)
    // The chart comes after the rest; wherever there is one, it is judged too.
    for (const chart of await page.locator('[data-chart]').all()) {
      await chart.scrollIntoViewIfNeeded()
      await chart.locator('svg a').first().waitFor()
    }
    await expectNothingFound(page)
    if (second) {
      await page.emulateMedia({ colorScheme: second })
      await expectNothingFound(page, 'colours')
    }

    for (const width of SCREENS) {
      await page.setViewportSize({ width, height: 900 })
      expect(await overflowOf(page), `at ${width} px`).toBe(0)
    }
    await page.emulateMedia({ media: 'print' })
    const width = /^\/\w+\/commitments(\?|$)/.test(path) ? A4_TURNED : A4
    await page.setViewportSize({ width, height: 1000 })
    expect(await cutOffIn(page), 'on A4').toEqual([])
  })

/** What does not fit between the edges of the sheet, where nothing can be scrolled. */
const cutOffIn = (page: Page) =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main *')]
      .filter((box) => box.clientWidth > 1 && getComputedStyle(box).display !== 'inline')
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.closest('svg') === null)
      .filter((box) => box.getBoundingClientRect().left + box.scrollWidth > innerWidth)
      .map((box) => `${box.tagName} ${box.className} ${box.scrollWidth} > ${box.clientWidth}`),
  )
