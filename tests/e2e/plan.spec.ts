import type { Locator, Page } from '@playwright/test'
import type { Locale } from '../../lib/locale'
import { languagesOf } from '../support/full'
import { summit } from '../support/summit'
import { expectReadable } from './axe'
import { enter } from './by-keyboard'
import { ownLedger } from './ledger'
import { expect, test } from './test'

const WORDS = {
  zh: {
    panel: '工作安排',
    edit: '编辑',
    step: '下一步（中文）',
    on: '计划日期',
    responsible: '负责人',
    every: '复查间隔（天）',
    notes: '工作备注',
    saved: '已保存：SF-06的工作安排',
    undo: '撤销',
    undone: '已撤销，',
    planned: '工作计划：2027年3月1日',
    nothingNew: '已复查，无新进展',
    noted: '已复查，无新进展。',
    conflict: '其间已有他人改动',
    stepNeeded: '填写计划日期须先写明步骤',
    what: '商定第二次会议的议程',
  },
  en: {
    panel: 'The desk’s plan',
    edit: 'Edit',
    step: 'Next step, in English',
    on: 'Planned for',
    responsible: 'Responsible',
    every: 'Review period, in days',
    notes: 'Notes',
    saved: 'Saved: the desk’s plan for SF-06',
    undo: 'Undo',
    undone: 'Undone;',
    planned: 'Planned by the desk for 1 Mar 2027',
    nothingNew: 'Reviewed, nothing new',
    noted: 'nothing new.',
    conflict: 'Somebody else has changed this meanwhile',
    stepNeeded: 'A planned day needs a step',
    what: 'Agree on the agenda of a second meeting',
  },
}

const ledger = ownLedger(summit())

const panelOf = (page: Page, locale: Locale) => page.getByRole('region', { name: WORDS[locale].panel })
const item = (locale: Locale, ref: string) => `${ledger.address}/${locale}/commitments/${ref}`
/** Opens an item's plan for editing. */
async function open(page: Page, locale: Locale, ref: string) {
  await page.goto(item(locale, ref))
  const panel = panelOf(page, locale)
  await panel.getByRole('button', { name: WORDS[locale].edit, exact: true }).click()
  return panel
}

/** All that is to be read in a panel from now on, while it is not being edited. */
const shownIn = (panel: Locator) =>
  panel.evaluateHandle((section) => {
    const shown: string[] = []
    const look = () => section.querySelector('textarea') ?? shown.push(section.textContent)
    new MutationObserver(look).observe(section, { childList: true, characterData: true, subtree: true })
    return shown
  })

for (const locale of languagesOf(0)) {
  const words = WORDS[locale]
  test(`a plan is made by keyboard alone, seen in the table as planned, and undone (${locale})`, async ({
    page,
    context,
  }) => {
    const name = `Colleague ${locale}`
    await ledger.person('VIEWER', name)
    await ledger.as(context, 'EDITOR')
    await page.goto(item(locale, 'SF-06'))
    const panel = panelOf(page, locale)
    const edit = panel.getByRole('button', { name: words.edit, exact: true })
    await enter(page, edit)
    // Escape leaves everything as it was, but not while a word is being composed.
    const first = panel.getByRole('textbox').first()
    await expect(first).toBeFocused()
    await first.dispatchEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true })
    await expect(first).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(edit).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(first).toBeFocused()
    if (locale === 'en') await page.keyboard.press('Tab')
    await page.keyboard.insertText(words.what)
    await panel.getByLabel(words.on).fill('2027-03-01')
    await panel.getByLabel(words.responsible).focus()
    await page.keyboard.type(name)
    await page.keyboard.press('Tab')
    await page.keyboard.type('90')
    await page.keyboard.press('Tab')
    await page.keyboard.insertText('<b>Ask</b> the embassy.')
    const shownAfterwards = await shownIn(panel)
    await page.keyboard.press('Control+Enter')

    await expect(page.getByRole('status').filter({ hasText: words.saved })).toBeVisible()
    await expect(edit).toBeFocused()
    await expect(panel).toContainText(words.what)
    await expect(panel).toContainText(name)
    await expect(panel).toContainText('90')
    await expect(panel).toContainText('<b>Ask</b> the embassy.')
    // Not for a moment what was there before, from which a next edit would be refused.
    for (const text of await shownAfterwards.jsonValue()) expect(text).toContain('<b>Ask</b> the embassy.')
    expect(await shownAfterwards.jsonValue()).not.toEqual([])

    const reader = await context.browser()?.newContext()
    for (const [one, count] of [
      [context, 1],
      [reader, 0],
    ] as const) {
      const other = await one?.newPage()
      if (!other) throw new Error('no page')
      await other.goto(`${ledger.address}/${locale}/commitments?domain=dialogue`)
      const planned = other.locator('tr[data-ref="SF-06"] [data-planned]')
      await expect(planned).toHaveCount(count)
      if (count) await expect(planned).toContainText(words.planned)
      // On another day nobody is told what is planned now.
      const pages = [other.url(), item(locale, 'SF-06'), `${ledger.address}/api/v1/commitments/SF-06`]
      for (const address of pages) {
        const text = await (await other.request.get(address)).text()
        expect(text.includes(words.what), address).toBe(count === 1 && !address.includes('/api/'))
      }
      await other.goto(`${item(locale, 'SF-06')}?asOf=2025-12-31`)
      await expect(panelOf(other, locale)).toHaveCount(0)
      await other.close()
    }
    await reader?.close()

    await edit.press('Enter')
    await panel.getByLabel(words.every).fill('45')
    await page.keyboard.press('Control+Enter')
    await expect(panel.getByLabel(words.every)).toHaveCount(0)
    await page.getByRole('button', { name: words.undo, exact: true }).press('Enter')
    await expect(page.getByRole('status').filter({ hasText: words.undone })).toBeVisible()
    await expect(panel).toContainText('90')
    await expect(panel).toContainText(words.what)
  })
}

for (const locale of languagesOf(1)) {
  const words = WORDS[locale]
  test(`two editors change different fields and both succeed; the same field is asked about (${locale})`, async ({
    page,
    context,
    browser,
  }) => {
    const ref = locale === 'zh' ? 'SF-07' : 'SF-08'
    await ledger.as(context, 'EDITOR', 'First')
    const another = await browser.newContext()
    await ledger.as(another, 'EDITOR', 'Second')
    const theirs = await another.newPage()
    const [mine, other] = [await open(page, locale, ref), await open(theirs, locale, ref)]
    await other.getByLabel(words.notes).fill('Theirs.')
    await other.getByLabel(words.every).fill('30')
    await theirs.keyboard.press('Control+Enter')
    await expect(other.getByLabel(words.notes)).toHaveCount(0)

    await mine.getByLabel(words.step).fill(words.what)
    await page.keyboard.press('Control+Enter')
    await expect(mine.getByLabel(words.step)).toHaveCount(0)
    for (const text of [words.what, 'Theirs.', '30']) await expect(mine).toContainText(text)

    await mine.getByRole('button', { name: words.edit, exact: true }).click()
    await other.getByRole('button', { name: words.edit, exact: true }).click()
    await other.getByLabel(words.notes).fill('Theirs again.')
    await other.getByLabel(words.step).fill(words.what)
    await theirs.keyboard.press('Control+Enter')
    await expect(other.getByLabel(words.notes)).toHaveCount(0)
    await mine.getByLabel(words.notes).fill('Mine.')
    await mine.getByLabel(words.every).fill('45')
    await page.keyboard.press('Control+Enter')
    await expect(mine.getByRole('alert')).toBeFocused()
    const conflict = mine.getByRole('region', { name: words.conflict })
    await expect(conflict.getByRole('listitem')).toHaveCount(1)
    for (const text of ['Theirs.', 'Theirs again.', 'Mine.']) await expect(conflict).toContainText(text)
    await expect(mine.getByLabel(words.notes)).toHaveValue('Mine.')
    await expect(mine.getByLabel(words.every)).toHaveValue('45')
    await conflict.getByRole('button', { name: 'Theirs again.' }).click()
    await expect(mine.getByLabel(words.notes)).toHaveValue('Theirs again.')
    await conflict.getByRole('button', { name: 'Mine.' }).click()
    await expect(mine.getByLabel(words.notes)).toHaveValue('Mine.')
    await expectReadable(page)
    await page.keyboard.press('Control+Enter')
    await expect(mine.getByLabel(words.notes)).toHaveCount(0)
    for (const text of ['Mine.', '45', words.what]) await expect(mine).toContainText(text)
    await another.close()
  })
}

for (const locale of languagesOf(2)) {
  const words = WORDS[locale]
  test(`a review is one click, stands beside the quiet flag, and a wrong day is named (${locale})`, async ({
    page,
    context,
  }) => {
    await ledger.as(context, 'EDITOR')
    await page.goto(`${ledger.address}/${locale}/commitments?quiet=yes&sort=lastFollowUpOn`)
    const ref = (await page.locator('tr[data-ref]').first().getAttribute('data-ref')) ?? ''
    await page.goto(item(locale, ref))
    const panel = panelOf(page, locale)
    await panel.getByRole('button', { name: words.nothingNew }).click()
    await expect(panel).toContainText(words.noted)
    await expect(page.locator('section[aria-labelledby="headline"]')).toContainText(words.noted.slice(0, -1))
    await page.goto(`${ledger.address}/${locale}`)
    await expect(page.locator('[data-concern="quiet"] li').filter({ hasText: ref })).toContainText(
      words.noted.slice(0, -1),
    )

    const form = await open(page, locale, ref)
    await form.getByLabel(words.on).fill('2027-03-01')
    await page.keyboard.press('Control+Enter')
    await expect(form.getByRole('alert')).toContainText(words.stepNeeded)
    await expect(form.getByLabel(words.on)).toHaveAttribute('aria-invalid', 'true')
    await expect(form.getByLabel(words.on)).toHaveValue('2027-03-01')
    await expectReadable(page)
  })
}

for (const locale of languagesOf(3)) {
  const _words = WORDS[locale]
  test(`a viewer reads the plan and is offered no edit; a stranger sees none (${locale})`, async ({
    page,
    context,
    browser,
  }) => {
    await ledger.as(context, 'VIEWER')
    await page.goto(item(locale, 'SF-01'))
    await expect(panelOf(page, locale)).toBeVisible()
    await expect(panelOf(page, locale).getByRole('button')).toHaveCount(0)
    const stranger = await browser.newPage()
    await stranger.goto(item(locale, 'SF-01'))
    await expect(panelOf(stranger, locale)).toHaveCount(0)
    await stranger.close()
  })
}
