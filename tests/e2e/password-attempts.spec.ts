import { LOCALES } from '../../lib/locale'
import { makeSetupLink } from '../../scripts/people.mjs'
import { startServer } from '../support/server'
import { fillNewcomer, inLanguage, newBrowser, OWNER, signIn, WORDS } from './account-forms'
import { ownLedger } from './ledger'
import { expect, test } from './test'

test.describe('attempts at a password', () => {
  const ledger = ownLedger()

  test('are limited for an account, together over all processes; other accounts are not', async ({ browser }) => {
    const owner = await (await newBrowser(browser, ledger)).newPage()
    await owner.goto(inLanguage(await makeSetupLink(ledger.url, ledger.address), 'en'))
    await fillNewcomer(owner, 'en', OWNER)
    await owner.context().clearCookies()

    const other = await startServer(ledger.url)
    try {
      const page = await (await newBrowser(browser, ledger)).newPage()
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        await page.goto(`${attempt % 2 ? ledger.address : other.address}/zh/sign-in`)
        await signIn(page, 'zh', { ...OWNER, password: `wrong pass phrase ${attempt}` })
        await expect(page.getByText(WORDS.zh.refused)).toBeVisible()
      }
      // Now even the right one has to wait, wherever it is tried.
      for (const address of [ledger.address, other.address])
        for (const locale of LOCALES) {
          await page.goto(`${address}/${locale}/sign-in`)
          await signIn(page, locale, OWNER)
          await expect(page.getByText(WORDS[locale].tooMany)).toBeVisible()
        }
      await page.goto(`${ledger.address}/en/sign-in`)
      await signIn(page, 'en', { email: 'nobody@example.org', password: 'wrong' })
      await expect(page.getByText(WORDS.en.refused)).toBeVisible()
    } finally {
      await other.stop()
    }
  })

  test('never get into an address, even from a page that is not ready', async ({ browser }) => {
    const context = await newBrowser(browser, ledger, { javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/en/sign-in')
    await page.getByLabel(WORDS.en.email).fill(OWNER.email)
    await page.getByLabel(WORDS.en.password, { exact: true }).fill(OWNER.password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main').getByRole('button', { name: WORDS.en.signIn })).toBeDisabled()
    await expect(page.locator('main form')).toHaveAttribute('method', 'post')
    await expect(page).toHaveURL(`${ledger.address}/en/sign-in`)
    await context.close()
  })

  test('are limited for an address, which only a named proxy may tell', async () => {
    const behind = await startServer(ledger.url, { proxies: ['127.0.0.1'] })
    try {
      const attempt = async (address: string, from: string, n: number) => {
        const email = `guess-${from.replace(/\W/g, '-')}-${n}@example.org`
        const call = { page: '/en/sign-in', fields: { email, password: 'wrong', next: '' }, address }
        const { answer } = await ledger.act('signIn', call, { 'X-Forwarded-For': from })
        return answer?.code
      }
      // One network, many addresses of it.
      const outcomes: unknown[] = []
      for (let n = 1; n <= 21; n += 1) outcomes.push(await attempt(behind.address, `2001:db8:1:2::${n}`, n))
      expect(outcomes).toEqual([...Array(20).fill('UNAUTHENTICATED'), 'LIMITED'])
      expect(await attempt(behind.address, '2001:db8:1:3::1', 1)).toBe('UNAUTHENTICATED')
      // Who is no proxy is believed nothing: this one stays what the connection says.
      expect(await attempt(ledger.address, '2001:db8:1:2::1', 99)).toBe('UNAUTHENTICATED')
    } finally {
      await behind.stop()
    }
  })
})
