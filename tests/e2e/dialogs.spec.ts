import type { Page } from '@playwright/test'
import en from '../../messages/en.json' with { type: 'json' }
import { pick } from '../support/full'
import { summit } from '../support/summit'
import { expectReadable } from './axe'
import { ownLedger } from './ledger'
import { expect, test } from './test'

const ledger = ownLedger(summit())
const [KEY] =
  summit()
    .commitments.find(({ ref }) => ref === 'SF-09')
    ?.followUps.map(({ key }) => key) ?? []

/** Every dialog, with the page it is opened from and what opens it. */
const DIALOGS: Record<string, { from: string; opener: string }> = {
  assess: { from: '/en/commitments', opener: 'tr[data-ref="SF-09"] [data-assess]' },
  'follow-ups/new': { from: '/en/commitments/SF-09', opener: 'a[href$="/follow-ups/new"]' },
  correct: { from: '/en/commitments/SF-09', opener: `a[href$="/${KEY}/correct"]` },
  withdraw: { from: '/en/commitments/SF-09', opener: `a[href$="/${KEY}/withdraw"]` },
}

/** Every kind of thing that can have the focus. */
const KINDS = {
  'a text': 'input:not([type]), input[type=text]',
  'a day': 'input[type=date]',
  'a number': 'input[inputmode=numeric]',
  'an address': 'input[type=url]',
  'a long text': 'textarea',
  'a choice': 'select',
  'a tick': 'input[type=checkbox]',
  'a link': 'a[href]',
  'a button': 'button[type=button]',
  'the button that sends': 'button[type=submit]',
}
const words = en.form

const dialog = (page: Page) => page.locator('dialog:not([role=alertdialog])')
const question = (page: Page) => page.getByRole('alertdialog', { name: words.discardTitle })

/** Opens the dialog in a tab that has nothing behind the page it is opened from. */
async function open(page: Page, { from, opener }: { from: string; opener: string }): Promise<void> {
  await page.goto(ledger.address + from)
  await page.locator(opener).first().click()
  await expect(dialog(page).locator('button[type=submit]').last()).toBeEnabled()
}

const isBack = async (page: Page, from: string) => {
  await expect(dialog(page)).toHaveCount(0)
  await expect(page).toHaveURL(ledger.address + from)
}

for (const [nth, [name, place]] of Object.entries(DIALOGS).entries())
  test(`Escape leaves the dialog ${name} once, whatever has the focus, and asks once where something was typed`, async ({
    context,
  }) => {
    await ledger.as(context, 'EDITOR')
    let tried = 0
    for (const [kind, selector] of pick(Object.entries(KINDS), Object.entries(KINDS).slice(nth, nth + 3))) {
      const page = await context.newPage()
      await open(page, place)
      const field = dialog(page).locator(selector).filter({ visible: true }).first()
      if ((await field.count()) === 0) {
        await page.close()
        continue
      }
      tried += 1
      await test.step(`${kind}, with nothing typed`, async () => {
        await field.focus()
        await page.keyboard.press('Escape')
        await isBack(page, place.from)
      })
      await test.step(`${kind}, with something typed`, async () => {
        await page.locator(place.opener).first().click()
        await dialog(page).locator('textarea').filter({ visible: true }).last().fill('Typed.')
        await field.focus()
        for (const keep of ['Escape', 'Enter', 'Escape']) {
          await page.keyboard.press('Escape')
          await expect(question(page)).toBeVisible()
          await expect(question(page).getByRole('button', { name: words.keepEditing })).toBeFocused()
          await page.keyboard.press(keep)
          await expect(question(page)).toHaveCount(0)
          await expect(field).toBeFocused()
          await expect(dialog(page)).toBeVisible()
        }
        await page.keyboard.press('Escape')
        await question(page).getByRole('button', { name: words.discard }).click()
        await isBack(page, place.from)
      })
      await page.close()
    }
    expect(tried).toBeGreaterThan(0)
  })

test('the question is the same for Cancel and for Back, is in order for everyone, and what is discarded is gone', async ({
  page,
  context,
}) => {
  await ledger.as(context, 'EDITOR')
  const place = DIALOGS['follow-ups/new'] as { from: string; opener: string }
  await open(page, place)
  const summary = dialog(page).locator('[name=summaryEn]')
  await summary.fill('Typed.')
  for (const leave of [
    () => dialog(page).getByRole('button', { name: words.cancel, exact: true }).click(),
    () => page.evaluate(() => history.back()),
  ]) {
    await leave()
    await expect(question(page)).toBeVisible()
    await expectReadable(page)
    await question(page).getByRole('button', { name: words.keepEditing }).click()
    await expect(summary).toHaveValue('Typed.')
    await expect(page).toHaveURL(/follow-ups\/new$/)
    await summary.press('End')
  }
  await page.evaluate(() => history.back())
  await question(page).getByRole('button', { name: words.discard }).click()
  await isBack(page, place.from)
  await page.locator(place.opener).first().click()
  await expect(summary).toHaveValue('')
  await expect(dialog(page).getByText(words.discardDraft)).toHaveCount(0)
})

test('what was typed and taken back again, and a row that was only added, are nothing to ask about', async ({
  page,
  context,
}) => {
  await ledger.as(context, 'EDITOR')
  const place = DIALOGS['follow-ups/new'] as { from: string; opener: string }
  await open(page, place)
  await dialog(page).locator('[name=summaryEn]').fill('Typed.')
  await dialog(page).locator('[name=summaryEn]').fill('')
  await dialog(page).getByRole('button', { name: en.followUp.addSource }).click()
  await page.keyboard.press('Escape')
  await isBack(page, place.from)
})

test('Escape belongs to a word that is being composed', async ({ page, context }) => {
  await ledger.as(context, 'EDITOR')
  await open(page, DIALOGS.assess as { from: string; opener: string })
  const text = dialog(page).locator('textarea').first()
  await text.focus()
  await text.dispatchEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, cancelable: true })
  await expect(dialog(page)).toBeVisible()
  await expect(text).toBeFocused()
})
