import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { EVERY_PAGE } from './pages'

/** The rules that a theme can break: nothing else differs between light and dark. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

for (const path of EVERY_PAGE)
  test(`axe finds nothing on ${path}, light and dark`, async ({ page }) => {
    await page.goto(path)
    // The chart comes after the rest; wherever there is one, it is judged too.
    for (const chart of await page.locator('[data-chart]').all()) await chart.locator('svg a').first().waitFor()
    await expectNothingFound(page, new AxeBuilder({ page }), 10)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectNothingFound(page, new AxeBuilder({ page }).withRules(COLOUR_RULES), 0)
  })

async function expectNothingFound(page: Page, builder: AxeBuilder, atLeast: number): Promise<void> {
  // One frame and no second page to collect it: the same findings, sooner.
  const { violations, passes } = await builder.options(BRIEF).setLegacyMode(true).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
  expect(found, await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toEqual([])
  expect(passes.length).toBeGreaterThan(atLeast)
}
