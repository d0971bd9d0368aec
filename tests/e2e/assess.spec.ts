import type { APIRequestContext, Page } from '@playwright/test'
import type { Locale } from '../../lib/locale'
import { makeSetupLink } from '../../scripts/people.mjs'
import { languagesOf } from '../support/full'
import { summit } from '../support/summit'
import { fill, statusIn, WORDS } from './assessing'
import { expectNothingFound } from './axe'
import { freshLedger } from './ledger'
import { read } from './read'
import { expect, test } from './test'

/** One for each test, which writes into it. */
const ledger = freshLedger(summit())

/** Makes the first person, an administrator, by the link that a start prints, and leaves the browser signed in. */
async function setUp(page: Page, locale: Locale): Promise<void> {
  const link = await makeSetupLink(ledger.url, `${ledger.address}/${locale}`)
  await page.goto(link)
  await page.locator('[name=name]').fill('王芳')
  await page.locator('[name=email]').fill('wang@example.org')
  await page.locator('[name=password]').fill('the first pass phrase')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${ledger.address}/${locale}`)
}

/** What a reader sees of SF-06 in the table and the source, and how many of its domain the overview counts as underway. */
async function seenBy(reader: APIRequestContext, locale: Locale) {
  const { underway, initiated } = WORDS[locale]
  const at = (path: string) => read(reader, `${ledger.address}/${locale}${path}`)
  const oneOf = (text: string) => [underway, initiated].find((word) => text.includes(word))
  const row = oneOf((await at('/commitments?domain=dialogue')).text('tr[data-ref="SF-06"]'))
  const passage = oneOf((await at('/source/wang-yi-briefing-2023-11-15')).text('.passage[data-refs~="SF-06"]'))
  const counts = [...(await at('')).counts()]
  const [, count = 0] = counts.find(([href]) => /domain=dialogue/.test(href) && /status=UNDERWAY/.test(href)) ?? []
  return { row, passage, underway: count }
}

for (const locale of languagesOf(0)) {
  const words = WORDS[locale]
  test(`from the setup link, an assessment with new evidence is recorded by keyboard, seen everywhere, and undone (${locale})`, async ({
    page,
    request,
  }) => {
    await setUp(page, locale)
    const before = await seenBy(request, locale)
    expect(before).toMatchObject({ row: words.initiated, passage: words.initiated })
    await page.goto(`${ledger.address}/${locale}/commitments?domain=dialogue`)
    await statusIn(page).focus()
    const press = async (...all: string[]) => {
      for (const key of all) await page.keyboard.press(key)
    }
    await press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByLabel(words.status, { exact: true })).toBeFocused()
    // The first letters of a choice, as in any list; in Chinese by arrow.
    await press('ArrowDown')
    await expect(dialog.getByLabel(words.status, { exact: true })).toHaveValue('UNDERWAY')
    await press('Tab', 'Tab')
    await expect(dialog.getByLabel(words.progress)).toBeFocused()
    await page.keyboard.insertText('60')
    await dialog
      .locator('[name="rationaleZh"], [name="rationaleEn"]')
      .nth(locale === 'zh' ? 0 : 1)
      .focus()
    await page.keyboard.insertText(words.reason)
    await dialog.getByRole('button', { name: words.add }).focus()
    await press('Enter')
    await dialog.locator('[name="newEvidence.0.occurredOn"]').fill('2026-01-05')
    await dialog.locator(`[name="newEvidence.0.summary${locale === 'zh' ? 'Zh' : 'En'}"]`).fill(words.what)
    await dialog.getByLabel(words.publisher).fill('Ministry of Commerce')
    await dialog.getByLabel(words.url).fill('https://example.org/second-meeting')
    await press('Control+Enter')

    await expect(page.getByRole('status').filter({ hasText: words.recorded })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    // Focused, it stays for as long as the reader looks around.
    const undo = page.getByRole('button', { name: words.undo, exact: true })
    await undo.focus()
    await expect(statusIn(page)).toContainText(words.underway)
    await expect(page).toHaveURL(/commitments\?domain=dialogue$/)

    const recorded = await seenBy(request, locale)
    expect(recorded).toEqual({ row: words.underway, passage: words.underway, underway: before.underway + 1 })
    const item = await read(request, `${ledger.address}/${locale}/commitments/SF-06`)
    expect(item.text('section[aria-labelledby="history"]')).toContain(words.reason)
    expect(item.text('section[aria-labelledby="timeline"]')).toContain(words.what)
    const changes = await read(request, `${ledger.address}/${locale}/changes?item=SF-06`)
    expect(changes.text('[id^="change-"]')).toMatch(words.moved)

    await undo.press('Enter')
    await expect(page.getByRole('status').filter({ hasText: words.undone })).toBeVisible()
    await expect(statusIn(page)).toContainText(words.initiated)
    expect(await seenBy(request, locale)).toEqual(before)
    // Among what was withdrawn it stays.
    const undone = await read(request, `${ledger.address}/${locale}/commitments/SF-06`)
    expect(undone.text('section[aria-labelledby="timeline"] > ol')).not.toContain(words.what)
  })
}

for (const locale of languagesOf(1)) {
  const words = WORDS[locale]
  test(`an edit that somebody else was faster with is refused, and either side is taken by one press (${locale})`, async ({
    page,
    context,
    browser,
  }) => {
    await ledger.as(context, 'EDITOR', 'First')
    const another = await browser.newContext()
    await ledger.as(another, 'EDITOR', 'Second')
    const theirs = await another.newPage()
    for (const one of [page, theirs]) {
      await one.goto(`${ledger.address}/${locale}/commitments`)
      await statusIn(one).click()
      await fill(one, locale, words.reason)
    }
    await theirs.getByRole('dialog').getByLabel(words.progress).fill('75')
    await theirs.keyboard.press('Control+Enter')
    await expect(theirs.getByRole('dialog')).toHaveCount(0)

    await page.keyboard.press('Control+Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('alert')).toBeFocused()
    const conflict = dialog.getByRole('region', { name: words.conflict })
    await expect(conflict).toContainText('25%')
    await expect(conflict.getByRole('button', { name: /75%/ })).toHaveAttribute('aria-pressed', 'false')
    await expect(conflict.getByRole('button', { name: /60%/ })).toHaveAttribute('aria-pressed', 'true')
    await expect(dialog.getByLabel(words.progress)).toHaveValue('60')
    const rationale = dialog.locator('[name^="rationale"]').nth(locale === 'zh' ? 0 : 1)
    await expect(rationale).toHaveValue(words.reason)
    await conflict.getByRole('button', { name: /75%/ }).click()
    await expect(dialog.getByLabel(words.progress)).toHaveValue('75')
    await conflict.getByRole('button', { name: /60%/ }).click()
    await expect(dialog.getByLabel(words.progress)).toHaveValue('60')
    await expectNothingFound(page)

    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.locator('tr[data-ref="SF-06"]')).toContainText('60%')
    await page.getByRole('button', { name: words.undo, exact: true }).click()
    await expect(page.locator('tr[data-ref="SF-06"]')).toContainText('75%')
    await another.close()
  })
}
