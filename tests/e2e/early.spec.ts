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

for (const [nth, form] of FORMS.entries()) {
  const locale = LOCALES[nth % LOCALES.length]
  test(`whatever can be typed before a page is ready is kept: /${locale}${form}`, async ({ page, context }) => {
    await ledger.as(context, 'ADMIN')
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(/\/_next\/static\/.*\.js/, async (route) => {
      await released
      await route.continue()
    })
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
    await expect(page.locator(TEXT).filter({ visible: true }).and(page.locator(':disabled'))).toHaveCount(0)
  })
}

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
