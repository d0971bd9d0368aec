import type { BrowserContext } from '@playwright/test'
import { TELLING_NOTHING } from './account-forms'

/** Has a browser find a server at an https address, as a proxy would that ends TLS before it. */
export async function endTls(context: BrowserContext, url: string, address: string): Promise<void> {
  await context.route(`${url}/**`, async (route) => {
    const asked = route.request()
    // What never ends cannot be passed on whole.
    if (asked.url().endsWith('/api/events')) return route.fulfill(TELLING_NOTHING)
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': new URL(url).host }
    const response = await route.fetch({
      url: asked.url().replace(url, address),
      headers: { ...(await asked.allHeaders()), ...forwarded },
      maxRedirects: 0,
    })
    await route.fulfill({ response })
  })
}
