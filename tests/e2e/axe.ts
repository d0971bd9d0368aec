import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { FULL, pick } from '../support/full'

/** The rules that a theme can break: nothing else differs between light and dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** One theme, in turn; in the full run both, the second for what it can break. */
export const themesOf = (nth: number) => pick(['light', 'dark'] as const, [nth % 2 ? 'dark' : 'light'] as const)

/** Holds that axe finds nothing wrong, having looked at something: by every rule, or by those of colours. */
export async function expectNothingFound(page: Page, asked: 'everything' | 'colours' = 'everything'): Promise<void> {
  // One frame, no second page to collect it, and only what is wrong described: the same findings, sooner.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations, passes } = await (asked === 'colours' ? builder.withRules(COLOUR_RULES) : builder).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
  expect(found, await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toEqual([])
  expect(passes.length).toBeGreaterThan(asked === 'colours' ? 0 : 10)
}

/** By how many pixels the page, rather than a table in it, scrolls sideways. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

let looked = 0

/** Holds that axe finds nothing in one theme and at one width, in the full run in all, and that nothing overflows at any. */
export async function expectReadable(page: Page): Promise<void> {
  looked += 1
  for (const [nth, colorScheme] of themesOf(looked).entries()) {
    await page.emulateMedia({ colorScheme })
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      // A look costs more than the page: every second one is at a phone, every second at a desk.
      if (FULL || width === (looked % 4 < 2 ? 390 : 1440))
        await expectNothingFound(page, nth === 0 ? 'everything' : 'colours')
      expect(await overflowOf(page), `at ${width} px`).toBeLessThanOrEqual(0)
    }
  }
}
