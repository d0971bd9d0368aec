import { type BrowserContext, test as base, expect } from '@playwright/test'

/** What pages of a context wanted to do and the Content-Security-Policy forbade, as the browser tells of it. */
export function violationsIn(context: BrowserContext): string[] {
  const violations: string[] = []
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(`${message.page()?.url()}: ${message.text()}`)
  })
  return violations
}

/** Playwright's own, and it fails where any page that was opened, in whatever context, did what the policy forbids. */
export const test = base.extend<{ policy: undefined }>({
  policy: [
    async ({ browser }, use) => {
      const seen: string[][] = []
      const watch = (context: BrowserContext) => seen.push(violationsIn(context))
      browser.on('context', watch)
      await use(undefined)
      browser.off('context', watch)
      expect(seen.flat()).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
