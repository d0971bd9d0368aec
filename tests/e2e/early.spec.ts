import type { Page } from '@playwright/test'
import { LOCALES } from '../../lib/locale'
import { languagesOf, pick } from '../support/full'
import { summit } from '../support/summit'
import { ownLedger } from './ledger'
import { expect, test } from './test'

const ledger = ownLedger(summit())

const item = '/commitments/SF-09'
const FORMS = [
  `${item}/assess`,
  `${item}/retitle`,
  `${item}/withdraw`,
  `${item}/follow-ups/new`,
  '/commitments/new',
  '/account',
]
const TEXT = 'main form :is(textarea, input:not([type=hidden], [type=radio], [type=checkbox]))'

/** Makes the scripts of a page wait; returns what lets them go on. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released
    await route.continue()
  })
  return release
}

const drafts = (page: Page) => page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))

for (const [nth, form] of FORMS.entries()) {
  const locale = LOCALES[nth % LOCALES.length]
  test(`whatever can be typed before a page is ready is kept: /${locale}${form}`, async ({ page, context }) => {
    await ledger.as(context, 'ADMIN')
    const release = await holdScripts(page)
    await page.goto(`${ledger.address}/${locale}${form}`, { waitUntil: 'commit' })
    const send = page.locator('main form button[type=submit]').last()
    await expect(send).toBeDisabled()
    const typed = []
    for (const field of await page.locator(TEXT).filter({ visible: true }).all()) {
      if (await field.isDisabled()) continue
      await field.fill((await field.getAttribute('type')) === 'number' ? '42' : 'Typed early')
      typed.push({ field, value: await field.inputValue() })
    }
    for (const tick of await page.locator('main form [type=checkbox]').filter({ visible: true }).all())
      await expect(tick.click({ trial: true, timeout: 500 })).rejects.toThrow()

    release()
    await expect(send).toBeEnabled()
    for (const { field, value } of typed) await expect(field).toHaveValue(value)
    if (typed.length > 0) await expect.poll(() => drafts(page)).toContain('Typed early')
    await expect(page.locator(TEXT).filter({ visible: true }).and(page.locator(':disabled'))).toHaveCount(0)
  })
}

test('what is typed before a page is ready is later than a draft, which fills in the rest', async ({
  page,
  context,
}) => {
  await ledger.as(context, 'EDITOR')
  const address = `${ledger.address}/en${item}/follow-ups/new`
  const [publisher, summary] = [page.locator('[name="sources.0.publisher"]'), page.locator('[name=summaryEn]')]
  await page.goto(address)
  await expect(summary).toBeEnabled()
  await publisher.fill('Typed first')
  await summary.fill('Typed first')
  await page.goto(`${ledger.address}/en`)
  const release = await holdScripts(page)
  await page.goto(address, { waitUntil: 'commit' })
  await publisher.fill('Typed early')
  release()
  await expect(summary).toHaveValue('Typed first')
  await expect(publisher).toHaveValue('Typed early')
  await expect.poll(() => drafts(page)).toContain('Typed early')
})

/** Those whose evidence lasted for days, in one month, over two and over two years, which versions of Intl write differently. */
const LASTING = ['SF-04', 'SF-16', 'SF-25']
const REFS = summit().commitments.map(({ ref }) => ref)

for (const locale of languagesOf(1))
  test(`the browser draws a page of a form as the server did (${locale})`, async ({ page, context }) => {
    await ledger.as(context, 'ADMIN')
    const addresses = pick(REFS, LASTING).flatMap((ref) => FORMS.map((form) => form.replace('SF-09', ref)))
    // An error on the console of one of them fails this test (test.ts).
    for (const address of new Set(addresses)) {
      await page.goto(`${ledger.address}/${locale}${address}`)
      await expect(page.locator('main form button[type=submit]').last()).toBeEnabled()
    }
  })
