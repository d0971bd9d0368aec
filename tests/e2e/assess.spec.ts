import type { BrowserContext, Page } from '@playwright/test'
import { LOCALES, type Locale } from '../../lib/locale'
import { makeSetupLink } from '../../scripts/people.mjs'
import { actAs, signedIn } from '../support/people'
import { openLedger } from '../support/server'
import { summit } from '../support/summit'
import { expectNothingFound, expectReadable } from './axe'
import { countsIn } from './pages'
import { expect, test } from './test'

const WORDS = {
  zh: {
    open: '记录对SF-06的评估',
    status: '状态',
    progress: '进度（%）',
    from: '自何日起属实',
    why: '中文',
    add: '添加后续进展',
    day: '日期或首日',
    publisher: '发布者',
    url: '链接',
    submit: '记录',
    recorded: '已记录：SF-06 · 推进中',
    underway: '推进中',
    initiated: '已启动',
    undo: '撤销',
    undone: '已撤销',
    moved: /王芳将SF-06由“已启动”改为“推进中”，.+起生效，依据\d+个来源/,
    movedBack: /王芳撤销SF-06的一次评估，由“推进中”恢复为“已启动”/,
    conflict: '其间已有他人改动',
    lost: '没有收到回应',
    needed: '此项必填',
    what: '双方就出口管制举行了第二次会议。',
    reason: '双方已举行两次会议，机制开始运作。',
  },
  en: {
    open: 'Record an assessment of SF-06',
    status: 'Status',
    progress: 'Progress, in %',
    from: 'True from',
    why: 'In English',
    add: 'Add a follow-up',
    day: 'Day, or first day',
    publisher: 'Publisher',
    url: 'Link',
    submit: 'Record',
    recorded: 'Recorded: SF-06 · Underway',
    underway: 'Underway',
    initiated: 'Initiated',
    undo: 'Undo',
    undone: 'Undone',
    moved: /王芳 moved SF-06 from Initiated to Underway, effective .+, on \d+ sources/,
    movedBack: /王芳 undid an assessment of SF-06, from Underway back to Initiated/,
    conflict: 'Somebody else has changed this meanwhile',
    lost: 'No answer came back',
    needed: 'This is needed',
    what: 'The two sides held a second meeting on export control.',
    reason: 'Two meetings were held; the mechanism has begun to work.',
  },
}

/** One for each test, which writes into it. */
const ledger = {} as Awaited<ReturnType<typeof openLedger>>
test.beforeEach(async () => {
  Object.assign(ledger, await openLedger(summit()))
})
test.afterEach(() => ledger.close?.())

const as = async (context: BrowserContext, role: 'VIEWER' | 'EDITOR', name?: string) =>
  actAs(context, await signedIn(ledger.url, role, name), ledger.address)

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
async function seenBy(reader: Page, locale: Locale) {
  const { underway, initiated } = WORDS[locale]
  const oneOf = (text: string) => [underway, initiated].find((word) => text.includes(word))
  await reader.goto(`/${locale}/commitments?domain=dialogue`)
  const row = oneOf((await reader.locator('tr[data-ref="SF-06"]').textContent()) ?? '')
  await reader.goto(`/${locale}/source/wang-yi-briefing-2023-11-15`)
  const passage = oneOf((await reader.locator('.passage[data-refs~="SF-06"]').first().textContent()) ?? '')
  await reader.goto(`/${locale}`)
  const counts = await countsIn(reader)
  const [, count = 0] = [...counts].find(([href]) => /domain=dialogue/.test(href) && /status=UNDERWAY/.test(href)) ?? []
  return { row, passage, underway: count }
}

/** Chooses underway, 60 %, and says why. */
async function fill(page: Page, locale: Locale, reason: string): Promise<void> {
  const words = WORDS[locale]
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.status, { exact: true }).selectOption('UNDERWAY')
  await dialog.getByLabel(words.progress).fill('60')
  await dialog
    .locator('[name^="rationale"]')
    .nth(locale === 'zh' ? 0 : 1)
    .fill(reason)
}
const statusIn = (page: Page) => page.locator('tr[data-ref="SF-06"] [data-assess]')

for (const locale of LOCALES) {
  const words = WORDS[locale]

  test(`from the setup link, an assessment with new evidence is recorded by keyboard, seen everywhere, and undone (${locale})`, async ({
    page,
    browser,
  }) => {
    test.setTimeout(120_000)
    await setUp(page, locale)
    const reader = await (await browser.newContext({ baseURL: ledger.address })).newPage()
    const before = await seenBy(reader, locale)
    expect(before).toMatchObject({ row: words.initiated, passage: words.initiated })
    await page.goto(`${ledger.address}/${locale}/commitments?domain=dialogue`)
    await statusIn(page).focus()
    let keys = 0
    const press = async (...all: string[]) => {
      for (const key of all) await page.keyboard.press(key)
      keys += all.length
    }
    const type = async (text: string) => {
      await page.keyboard.insertText(text)
      keys += text.length
    }
    await press('Enter')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByLabel(words.status, { exact: true })).toBeFocused()
    // The first letters of a choice, as in any list; in Chinese by arrow.
    await press('ArrowDown')
    await expect(dialog.getByLabel(words.status, { exact: true })).toHaveValue('UNDERWAY')
    await press('Tab', 'Tab')
    await expect(dialog.getByLabel(words.progress)).toBeFocused()
    await type('60')
    await dialog
      .locator('[name="rationaleZh"], [name="rationaleEn"]')
      .nth(locale === 'zh' ? 0 : 1)
      .focus()
    await type(words.reason)
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
    console.log(`keystrokes outside text fields and pickers (${locale}): ${keys - words.reason.length}`)

    const recorded = await seenBy(reader, locale)
    expect(recorded).toEqual({ row: words.underway, passage: words.underway, underway: before.underway + 1 })
    await reader.goto(`/${locale}/commitments/SF-06`)
    await expect(reader.locator('section[aria-labelledby="history"]')).toContainText(words.reason)
    await expect(reader.locator('section[aria-labelledby="timeline"]')).toContainText(words.what)
    await reader.goto(`/${locale}/changes?item=SF-06`)
    await expect(reader.locator('[id^="change-"]').first()).toContainText(words.moved)

    await undo.press('Enter')
    await expect(page.getByRole('status').filter({ hasText: words.undone })).toBeVisible()
    await expect(statusIn(page)).toContainText(words.initiated)
    expect(await seenBy(reader, locale)).toEqual(before)
    await reader.goto(`/${locale}/commitments/SF-06`)
    // Among what was withdrawn it stays.
    await expect(reader.locator('section[aria-labelledby="timeline"] > ol')).not.toContainText(words.what)
  })

  test(`an edit that somebody else was faster with is refused, and either side is taken by one press (${locale})`, async ({
    page,
    context,
    browser,
  }) => {
    await as(context, 'EDITOR', 'First')
    const another = await browser.newContext()
    await as(another, 'EDITOR', 'Second')
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
    await expectNothingFound(page, 10)

    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.locator('tr[data-ref="SF-06"]')).toContainText('60%')
    await page.getByRole('button', { name: words.undo, exact: true }).click()
    await expect(page.locator('tr[data-ref="SF-06"]')).toContainText('75%')
    await another.close()
  })

  test(`undoing is offered for ten seconds, and for as long as it is focused or pointed at (${locale})`, async ({
    page,
    context,
  }) => {
    await as(context, 'EDITOR')
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

  test(`a connection lost in the middle loses nothing, and what is sent again counts once (${locale})`, async ({
    page,
    context,
  }) => {
    await as(context, 'EDITOR')
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

  test(`what is wrong is named, tied to its field, and nothing typed is lost (${locale})`, async ({
    page,
    context,
  }) => {
    await as(context, 'EDITOR')
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

  for (const role of ['VIEWER', null] as const)
    test(`a reader ${role ? 'signed in as a viewer' : 'without an account'} is not offered it (${locale})`, async ({
      page,
      context,
    }) => {
      if (role) await as(context, role)
      await page.goto(`${ledger.address}/${locale}/commitments`)
      await expect(page.locator('[data-assess]')).toHaveCount(0)
      const answer = await page.goto(`${ledger.address}/${locale}/commitments/SF-06/assess`)
      expect(answer?.status()).toBe(role ? 403 : 401)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('main form')).toHaveCount(0)
    })
}
