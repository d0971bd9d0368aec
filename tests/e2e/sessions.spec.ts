import { makeSetupLink } from '../../scripts/people.mjs'
import { startServer } from '../support/server'
import { fillNewcomer, inLanguage, OWNER, WORDS } from './account-forms'
import { enter, tabTo } from './by-keyboard'
import { endTls } from './end-tls'
import { ownLedger } from './ledger'
import { expect, test } from './test'

test.describe('by keyboard alone', () => {
  const ledger = ownLedger()

  test('a ledger is set up, somebody invited, and the way out taken (zh)', async ({ page }) => {
    const words = WORDS.zh
    await page.goto(inLanguage(await makeSetupLink(ledger.url, ledger.address), 'zh'))
    await enter(page, page.getByRole('button', { name: words.create }))
    await expect(page.getByRole('alert').first()).toBeFocused()
    await enter(page, page.getByRole('alert').getByRole('link').first())
    await expect(page.getByLabel(words.name, { exact: true })).toBeFocused()
    await page.keyboard.type(OWNER.name)
    await tabTo(page, page.getByLabel(words.email))
    await page.keyboard.type(OWNER.email)
    await tabTo(page, page.getByLabel(words.password, { exact: true }))
    await page.keyboard.type(OWNER.password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/zh')

    await enter(page, page.getByLabel(words.menu(OWNER.name)))
    await enter(page, page.getByRole('link', { name: words.people }))
    await page.waitForURL('**/zh/people')
    await enter(page, page.locator('[data-person] summary'))
    await expect(page.getByRole('button', { name: words.deactivate })).toBeVisible()
    await enter(page, page.getByRole('button', { name: words.invite }))
    await expect(page.locator('input[readonly]')).toBeFocused()

    await tabTo(page, page.getByLabel(words.menu(OWNER.name)), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await enter(page, page.getByRole('button', { name: words.signOut }))
    await page.waitForURL('**/zh')
    await enter(page, page.getByRole('banner').getByRole('link', { name: words.signIn }))
    await page.waitForURL('**/zh/sign-in**')
    await tabTo(page, page.getByLabel(words.email))
    await page.keyboard.type(OWNER.email)
    await tabTo(page, page.getByLabel(words.password, { exact: true }))
    await page.keyboard.type(OWNER.password)
    await page.keyboard.press('Control+Enter')
    await page.waitForURL('**/zh')
    await expect(page.getByLabel(words.menu(OWNER.name))).toBeVisible()
  })
})

test.describe('a session cookie', () => {
  const ledger = ownLedger()

  test('is kept from scripts, other hosts and plain http where the ledger’s address is https', async ({ browser }) => {
    const url = 'https://ledger.example.org'
    const secure = await startServer(ledger.url, { url, proxies: ['127.0.0.1'] })
    const context = await browser.newContext()
    try {
      await endTls(context, url, secure.address)
      const page = await context.newPage()
      await page.goto(inLanguage(await makeSetupLink(ledger.url, url), 'en'))
      await fillNewcomer(page, 'en', OWNER)
      await page.getByLabel('Theme').selectOption('dark')
      const ofHost = { secure: true, sameSite: 'Lax', path: '/', domain: 'ledger.example.org' }
      const cookies = new Map((await context.cookies()).map((cookie) => [cookie.name, cookie]))
      const OURS = ['__Host-accord.browser', '__Host-accord.session_token']
      expect([...cookies.keys()].sort()).toEqual([...OURS, '__Host-theme'])
      for (const cookie of cookies.values()) expect(cookie).toMatchObject(ofHost)
      for (const name of OURS) expect(cookies.get(name)).toMatchObject({ httpOnly: true })

      await page.goto(`${url}/en/people`)
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await page.getByRole('button', { name: WORDS.en.invite }).click()
      expect(await page.locator('input[readonly]').inputValue()).toMatch(/^https:\/\/ledger\.example\.org\/join\//)
      await page.getByLabel(WORDS.en.menu(OWNER.name)).click()
      await page.getByRole('button', { name: WORDS.en.signOut }).click()
      await expect(page.getByRole('link', { name: WORDS.en.signIn })).toBeVisible()
      expect((await context.cookies()).map(({ name }) => name)).not.toContain('__Host-accord.session_token')
    } finally {
      // Pages that are looked at beforehand may still be on their way.
      await context.unrouteAll({ behavior: 'ignoreErrors' })
      await context.close()
      await secure.stop()
    }
  })

  test('leaves a page readable, and says so, while the database is away', async ({ browser, allowErrors }) => {
    allowErrors(/status of 503/)
    const away = await startServer('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
    try {
      const context = await browser.newContext()
      await context.addCookies([{ name: 'accord.session_token', value: 'x.y', url: away.address }])
      const page = await context.newPage()
      await page.goto(`${away.address}/en/sign-in`)
      await expect(page.getByRole('banner')).toBeVisible()
      await context.close()
    } finally {
      await away.stop()
    }
  })
})
