import { languagesOf } from '../support/full'
import { summit } from '../support/summit'
import { fill, statusIn, WORDS } from './assessing'
import { expectReadable } from './axe'
import { freshLedger } from './ledger'
import { expect, test } from './test'

/** One for each test, which writes into it. */
const ledger = freshLedger(summit())

for (const locale of languagesOf(2)) {
  const words = WORDS[locale]
  test(`undoing is offered for ten seconds, and for as long as it is focused or pointed at (${locale})`, async ({
    page,
    context,
  }) => {
    await ledger.as(context, 'EDITOR')
    await page.clock.install()
    await page.goto(`${ledger.address}/${locale}/commitments`)
    await statusIn(page).click()
    await fill(page, locale, words.reason)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    const undo = page.getByRole('button', { name: words.undo, exact: true })
    await undo.focus()
    await page.clock.runFor(60_000)
    await expect(undo).toBeFocused()
    await undo.hover()
    await undo.blur()
    await page.clock.runFor(60_000)
    await expect(undo).toBeVisible()
    await page.mouse.move(0, 0)
    await page.clock.runFor(10_000)
    await expect(undo).toHaveCount(0)
    await expect(statusIn(page)).toContainText(words.underway)
  })
}

for (const locale of languagesOf(3)) {
  const words = WORDS[locale]
  test(`a connection lost in the middle loses nothing, and what is sent again counts once (${locale})`, async ({
    page,
    context,
    allowErrors,
  }) => {
    allowErrors(/net::ERR_CONNECTION_RESET/)
    await ledger.as(context, 'EDITOR')
    await page.goto(`${ledger.address}/${locale}/commitments/SF-06`)
    const count = () => page.locator('section[aria-labelledby="history"] > ol > li').count()
    const before = await count()
    await page
      .getByRole('link', { name: words.open.replace(/^(Record an assessment).*|记录.*/, '$1') || '记录评估' })
      .click()
    await fill(page, locale, words.reason)
    const dialog = page.getByRole('dialog')
    // The request arrives and is carried out; the answer does not come back.
    await page.route('**/*', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    await page.keyboard.press('Control+Enter')
    await expect(dialog.getByRole('alert')).toContainText(words.lost)
    const rationale = dialog.locator('[name^="rationale"]').nth(locale === 'zh' ? 0 : 1)
    await expect(rationale).toHaveValue(words.reason)
    await page.unroute('**/*')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.reload()
    expect(await count()).toBe(before + 1)
  })
}

for (const locale of languagesOf(4)) {
  const words = WORDS[locale]
  test(`what is wrong is named, tied to its field, and nothing typed is lost (${locale})`, async ({
    page,
    context,
  }) => {
    await ledger.as(context, 'EDITOR')
    await page.goto(`${ledger.address}/${locale}/commitments/SF-06/assess`)
    await page.getByLabel(words.progress).fill('7')
    await page.getByRole('button', { name: words.add }).click()
    await page.getByRole('button', { name: words.submit, exact: true }).click()
    const alert = page.getByRole('alert').filter({ hasText: words.needed })
    await expect(alert).toBeFocused()
    const day = page.getByLabel(words.day)
    await expect(day).toHaveAttribute('aria-invalid', 'true')
    const described = (await day.getAttribute('aria-describedby')) ?? ''
    await expect(page.locator(`[id="${described.split(' ').at(-1)}"]`)).toContainText(words.needed)
    await alert.getByRole('link').first().click()
    await expect(page.locator(':focus')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByLabel(words.progress)).toHaveValue('7')
    await expectReadable(page)
  })
}

for (const locale of languagesOf(5))
  for (const role of ['VIEWER', null] as const)
    test(`a reader ${role ? 'signed in as a viewer' : 'without an account'} is not offered it (${locale})`, async ({
      page,
      context,
      allowErrors,
    }) => {
      allowErrors(role ? /status of 403/ : /status of 401/)
      if (role) await ledger.as(context, role)
      await page.goto(`${ledger.address}/${locale}/commitments`)
      await expect(page.locator('[data-assess]')).toHaveCount(0)
      const answer = await page.goto(`${ledger.address}/${locale}/commitments/SF-06/assess`)
      expect(answer?.status()).toBe(role ? 403 : 401)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('main form')).toHaveCount(0)
    })
