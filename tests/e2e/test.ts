import { type BrowserContext, test as base, expect } from '@playwright/test'

/** What pages of a context wanted to do and the Content-Security-Policy forbade, as the browser tells of it. */
export function violationsIn(context: BrowserContext): string[] {
  const violations: string[] = []
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(`${message.page()?.url()}: ${message.text()}`)
  })
  return violations
}

/** What scripts of a context's pages threw, and nobody caught. */
function errorsIn(context: BrowserContext): string[] {
  const errors: string[] = []
  context.on('weberror', (event) => errors.push(`${event.page()?.url()}: ${event.error().stack ?? event.error()}`))
  return errors
}

/**
 * Playwright's own, and it fails where any page that was opened, in any context, did what the policy forbids or threw
 * what nobody caught. What a test has opened is closed after it: a page that goes on would ask for events of a ledger
 * that is gone.
 */
export const test = base.extend<{ contexts: undefined }>({
  contexts: [
    async ({ browser }, use) => {
      const opened = new Map<BrowserContext, string[][]>()
      const watch = (context: BrowserContext) => opened.set(context, [violationsIn(context), errorsIn(context)])
      browser.on('context', watch)
      await use(undefined)
      browser.off('context', watch)
      for (const context of opened.keys()) await context.close()
      expect([...opened.values()].flat(2)).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
