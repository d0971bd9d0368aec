import { makeSetupLink } from '../../scripts/people.mjs'
import { languagesOf } from '../support/full'
import {
  EDITOR,
  expectStatus,
  fillNewcomer,
  inLanguage,
  managing,
  newBrowser,
  OWNER,
  signIn,
  visit,
  WORDS,
} from './account-forms'
import { expectReadable } from './axe'
import { ownLedger } from './ledger'
import { expect, test } from './test'

for (const locale of languagesOf(0)) {
  const words = WORDS[locale]

  test.describe(`accounts (${locale})`, () => {
    const ledger = ownLedger()

    test('from the setup link to a new password', async ({ browser, allowErrors }) => {
      allowErrors(/status of 40[13]/)
      const owner = await (await newBrowser(browser, ledger)).newPage()
      const editor = await (await newBrowser(browser, ledger)).newPage()
      const link = await makeSetupLink(ledger.url, ledger.address)
      let invitation = ''

      await test.step('the setup link makes the first administrator, once', async () => {
        expect((await owner.goto(inLanguage(link, locale)))?.status()).toBe(200)
        await expect(owner.locator('meta[name=referrer]')).toHaveAttribute('content', 'no-referrer')
        await expect(owner.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/)
        await fillNewcomer(owner, locale, OWNER)
        await expect(owner.getByLabel(words.menu(OWNER.name))).toBeVisible()
        await editor.goto(inLanguage(link, locale))
        await expect(editor.getByRole('heading', { level: 1, name: words.setUpAlready })).toBeVisible()
      })

      await test.step('people are for administrators: who is nobody is asked to sign in, and comes back', async () => {
        await visit(editor, `/${locale}/people`, 401)
        await expect(editor.getByRole('heading', { level: 1, name: words.signInFirst })).toBeVisible()
        expect(await editor.content()).not.toContain(OWNER.email)
        await expect(editor.getByRole('main').getByRole('link', { name: words.signIn })).toHaveAttribute(
          'href',
          `/${locale}/sign-in?next=${encodeURIComponent(`/${locale}/people`)}`,
        )
      })

      await test.step('an invitation is made, revoked, and another one taken up', async () => {
        await owner.goto(`/${locale}`)
        await owner.getByLabel(words.menu(OWNER.name)).click()
        await owner.getByRole('link', { name: words.people }).click()
        const made = owner.locator('input[readonly]')
        await owner.getByRole('button', { name: words.invite }).click()
        await expect(made).toBeFocused()
        const revoked = await made.inputValue()
        await owner.getByRole('button', { name: words.revoke }).click()
        await expect(owner.getByText(words.revoked)).toBeVisible()
        await expect(owner.getByRole('button', { name: words.revoke })).toHaveCount(0)
        await editor.goto(inLanguage(revoked, locale))
        await expect(editor.getByRole('heading', { level: 1, name: words.over })).toBeVisible()

        await owner.getByRole('button', { name: words.invite }).click()
        await expect(made).not.toHaveValue(revoked)
        invitation = await made.inputValue()
        await editor.goto(inLanguage(invitation, locale))
        await expect(editor.getByRole('main')).toContainText(words.editor)
        await fillNewcomer(editor, locale, EDITOR)
        await expect(editor.getByLabel(words.menu(EDITOR.name))).toBeVisible()
        await editor.goto(inLanguage(invitation, locale))
        await expect(editor.getByRole('heading', { level: 1, name: words.over })).toBeVisible()
      })

      await test.step('an editor may not see people, and nothing of them leaks', async () => {
        await visit(editor, `/${locale}/people`, 403)
        await expect(editor.getByRole('heading', { level: 1, name: words.notAllowed })).toBeVisible()
        expect(await editor.content()).not.toContain(OWNER.email)
      })

      await test.step('a role holds from the next request on', async () => {
        const card = await managing(owner, locale, EDITOR.email)
        await card.getByLabel(words.role, { exact: true }).selectOption({ label: words.admin })
        await card.getByRole('button', { name: words.saveRole }).click()
        await expect(card.getByText(words.roleSaved)).toBeVisible()
        await visit(editor, `/${locale}/people`, 200)

        // Whatever the raised one has open does not work any more once they are lowered again.
        await card.getByLabel(words.role, { exact: true }).selectOption({ label: words.viewer })
        await card.getByRole('button', { name: words.saveRole }).click()
        await expect(card.locator('summary')).toContainText(words.viewer)
        await editor.getByRole('button', { name: words.invite }).click()
        await expect(editor.getByRole('alert').first()).toBeVisible()
        await expect(editor.locator('input[readonly]')).toHaveCount(0)
        await expectStatus(editor, `/${locale}/people`, 403)
      })

      await test.step('so does a deactivation; an older page is told that it is one', async () => {
        const stale = await managing(await owner.context().newPage(), locale, EDITOR.email)
        const card = await managing(owner, locale, EDITOR.email)
        await card.getByRole('button', { name: words.deactivate }).click()
        await expect(card.getByRole('button', { name: words.reactivate })).toBeVisible()
        await expectStatus(editor, `/${locale}/account`, 401)
        await editor.goto(`/${locale}/sign-in`)
        await signIn(editor, locale, EDITOR)
        await expect(editor.getByText(words.refused)).toBeVisible()

        await stale.getByRole('button', { name: words.saveRole }).click()
        await expect(stale.getByText(words.stale)).toBeVisible()
        await stale.page().close()
        await card.getByRole('button', { name: words.reactivate }).click()
        await expect(card.getByRole('button', { name: words.deactivate })).toBeVisible()
      })

      await test.step('signing in leads on within the ledger, and nowhere else', async () => {
        await editor.goto(`/${locale}/sign-in?next=${encodeURIComponent('//evil.example/')}`)
        await signIn(editor, locale, EDITOR)
        await editor.waitForURL(`${ledger.address}/${locale}`)
        await editor.getByLabel(words.menu(EDITOR.name)).click()
        await editor.getByRole('button', { name: words.signOut }).click()
        await expect(editor.getByRole('banner').getByRole('link', { name: words.signIn })).toBeVisible()
        await visit(editor, `/${locale}/account`, 401)
        await editor.getByRole('main').getByRole('link', { name: words.signIn }).click()
        await signIn(editor, locale, { ...EDITOR, email: EDITOR.email.toUpperCase() })
        await editor.waitForURL(`**/${locale}/account`)
      })

      await test.step('a new password by a link ends every session, and works at once', async () => {
        const card = await managing(owner, locale, EDITOR.email)
        await card.getByRole('button', { name: words.passwordLink }).click()
        const password = await card.locator('input[readonly]').inputValue()
        const elsewhere = await (await newBrowser(browser, ledger)).newPage()
        await elsewhere.goto(inLanguage(password, locale))
        await expect(elsewhere.locator('meta[name=referrer]')).toHaveAttribute('content', 'no-referrer')
        await elsewhere.getByLabel(words.newPassword, { exact: true }).fill('a third pass phrase')
        await elsewhere.getByRole('button', { name: words.setPassword }).click()
        await expect(elsewhere.getByText(words.passwordSet)).toBeVisible()
        await expectStatus(editor, `/${locale}/account`, 401)
        await elsewhere.getByRole('main').getByRole('link', { name: words.signIn }).click()
        await signIn(elsewhere, locale, EDITOR)
        await expect(elsewhere.getByText(words.refused)).toBeVisible()
        await signIn(elsewhere, locale, { ...EDITOR, password: 'a third pass phrase' })
        await elsewhere.waitForURL(`**/${locale}`)
        await elsewhere.goto(inLanguage(password, locale))
        await expect(elsewhere.getByRole('heading', { level: 1, name: words.over })).toBeVisible()
        await elsewhere.context().close()
      })

      await test.step('one’s own name, sessions and password', async () => {
        await editor.goto(`/${locale}/sign-in`)
        await signIn(editor, locale, { ...EDITOR, password: 'a third pass phrase' })
        await editor.waitForURL(`**/${locale}`)
        await editor.goto(`/${locale}/account`)
        await editor.getByRole('textbox', { name: words.name, exact: true }).fill('李雯')
        await editor.getByRole('button', { name: words.rename }).click()
        await expect(editor.getByLabel(words.menu('李雯'))).toBeVisible()

        await expect(editor.getByText('127.0.0.1')).toHaveCount(2)
        await editor.getByRole('button', { name: words.endSession }).click()
        await expect(editor.getByText('127.0.0.1')).toHaveCount(1)

        const second = await (await newBrowser(browser, ledger)).newPage()
        await second.goto(`/${locale}/sign-in`)
        await signIn(second, locale, { ...EDITOR, password: 'a third pass phrase' })
        await second.waitForURL(`**/${locale}`)
        await editor.getByLabel(words.presentPassword, { exact: true }).fill('not this one at all')
        await editor.getByLabel(words.newPassword, { exact: true }).fill('a fourth pass phrase')
        await editor.getByRole('button', { name: words.changePassword }).click()
        await expect(editor.getByLabel(words.presentPassword, { exact: true })).toHaveAttribute('aria-invalid', 'true')
        await expectStatus(second, `/${locale}/account`, 200)
        await editor.getByLabel(words.presentPassword, { exact: true }).fill('a third pass phrase')
        await editor.getByRole('button', { name: words.changePassword }).click()
        await expect(editor.getByText(words.passwordChanged)).toBeVisible()
        await expectStatus(second, `/${locale}/account`, 401)
        await expectStatus(editor, `/${locale}/account`, 200)
      })

      await test.step('the last administrator stays', async () => {
        const card = await managing(owner, locale, OWNER.email)
        await card.getByRole('button', { name: words.deactivate }).click()
        await expect(card.getByText(words.lastAdmin)).toBeVisible()
        await expectStatus(owner, `/${locale}/people`, 200)
      })
    })

    for (const path of ['/people', '/account'])
      test(`axe finds nothing on ${path} in light and dark, and it fits a phone and a desk`, async ({ browser }) => {
        const context = await newBrowser(browser, ledger)
        const page = await context.newPage()
        await page.goto(`/${locale}/sign-in?next=/${locale}${path}`)
        await signIn(page, locale, OWNER)
        await page.waitForURL(`**/${locale}${path}`)
        if (path === '/people') {
          await page.getByRole('button', { name: words.invite }).click()
          await page.locator('input[readonly]').waitFor()
          await page.locator('[data-person] summary').first().click()
        }
        await page.getByLabel(words.menu(OWNER.name)).click()
        // It finds its side with the frame after the one that shows it.
        await expect(page.locator('details[open] > [data-panel][data-end]')).toBeVisible()
        await expectReadable(page)
        await context.close()
      })

    test('axe finds nothing on a refused form of a link, and it fits a phone and a desk', async ({ browser }) => {
      const context = await newBrowser(browser, ledger)
      const page = await context.newPage()
      await page.goto(`/${locale}/sign-in`)
      await signIn(page, locale, OWNER)
      await page.waitForURL(`**/${locale}`)
      await page.goto(`/${locale}/people`)
      await page.getByRole('button', { name: words.invite }).click()
      const invitation = await page.locator('input[readonly]').inputValue()
      const card = await managing(page, locale, EDITOR.email)
      await card.getByRole('button', { name: words.passwordLink }).click()
      const password = await card.locator('input[readonly]').inputValue()
      for (const [link, button] of [
        [invitation, words.create],
        [password, words.setPassword],
      ] as const) {
        await page.goto(inLanguage(link, locale))
        await page.getByRole('button', { name: button }).click()
        await expect(page.getByRole('alert').first()).toBeFocused()
        await expectReadable(page)
      }
      await context.close()
    })
  })
}
