import { type BrowserContext, test as base, expect } from '@playwright/test'

/** What pages of a context wanted to do and the Content-Security-Policy forbade, as the browser tells of it. */
export function violationsIn(context: BrowserContext): string[] {
  const violations: string[] = []
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(`${message.page()?.url()}: ${message.text()}`)
  })
  return violations
}

/** What pages of a context said was wrong, on their consoles, and what their scripts threw and nobody caught. */
function errorsIn(context: BrowserContext): string[] {
  const errors: string[] = []
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    errors.push(`${message.page()?.url()}: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (event) => errors.push(`${event.page()?.url()}: ${event.error().stack ?? event.error()}`))
  return errors
}

/** Lets a test that makes an error on purpose say which: one that no pattern fits still fails it. */
type Allow = (...patterns: RegExp[]) => void

/**
 * Playwright's own, and it fails where any page that was opened, in any context, did what the policy forbids, wrote an error to
 * its console or threw what nobody caught; but for what the test says that it makes. What a test has opened is closed after it:
 * a page that goes on would ask for events of a ledger that is gone.
 */
export const test = base.extend<{ allowErrors: Allow; allowed: RegExp[]; contexts: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  allowed: async ({}, use) => use([]),
  allowErrors: async ({ allowed }, use) => use((...patterns) => allowed.push(...patterns)),
  contexts: [
    async ({ browser, allowed }, use) => {
      const opened = new Map<BrowserContext, string[][]>()
      const watch = (context: BrowserContext) => opened.set(context, [violationsIn(context), errorsIn(context)])
      browser.on('context', watch)
      await use(undefined)
      browser.off('context', watch)
      for (const context of opened.keys()) await context.close()
      const errors = [...opened.values()].flat(2)
      expect(errors.filter((error) => !allowed.some((pattern) => pattern.test(error)))).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
