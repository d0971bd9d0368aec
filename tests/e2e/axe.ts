import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The rules that a theme can break: nothing else differs between light and dark. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** Holds that axe finds nothing wrong, having looked at something. */
export async function expectNothingFound(page: Page, atLeast: number, rules?: string[]): Promise<void> {
  // One frame, no second page to collect it, and only what is wrong described: the same findings, sooner.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
  const { violations, passes } = await (rules ? builder.withRules(rules) : builder).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
  expect(found, await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toEqual([])
  expect(passes.length).toBeGreaterThan(atLeast)
}

/** Holds that axe finds nothing and nothing overflows, in both themes, on a phone and on a desk. */
export async function expectReadable(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      if (colorScheme === 'light') await expectNothingFound(page, 10)
      else await expectNothingFound(page, 0, COLOUR_RULES)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow, `at ${width} px`).toBeLessThanOrEqual(0)
    }
  }
}
