import { expect, type Locator, type Page } from '@playwright/test'

/** Presses Tab, or Shift+Tab, until what is looked for has the focus, which must be there and to be seen. */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const first = wanted.first()
  await first.waitFor({ state: 'attached' })
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press(key)
    if (!(await first.evaluate((element) => element === document.activeElement))) continue
    await expect(first).toBeInViewport()
    expect(await first.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe('none')
    return
  }
  throw new Error(`150 presses of ${key} did not lead to ${wanted}`)
}

/** Goes there, and presses Enter. */
export async function enter(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(page, wanted, key)
  await page.keyboard.press('Enter')
}
