import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { EVERY_PAGE } from './pages'

for (const path of EVERY_PAGE)
  test(`axe finds nothing on ${path}, light and dark`, async ({ page }) => {
    await page.goto(path)
    // The chart comes after the rest; wherever there is one, it is judged too.
    for (const chart of await page.locator('[data-chart]').all()) await chart.locator('svg a').first().waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations, passes } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
      expect(found, colorScheme).toEqual([])
      expect(passes.length).toBeGreaterThan(10)
    }
  })
