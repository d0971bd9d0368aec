import type { Page } from '@playwright/test'
import type { Locale } from '../../lib/locale'
import { languagesOf } from '../support/full'
import { summit } from '../support/summit'
import { expectReadable } from './axe'
import { ownLedger } from './ledger'
import { read } from './read'
import { expect, test } from './test'

const DOCUMENT = 'wang-yi-briefing-2023-11-15'
const WORDS = {
  zh: {
    add: '新增条目',
    submit: '新增',
    again: '再添加一段引文',
    needed: '此项必填',
    notVerbatim: '与文件不完全一致',
    which: '是其中哪一处？',
    taken: '“SF-09”已被使用',
    unassessed: '未评估',
    retitle: '更正标题',
    correct: '更正',
    withdraw: '撤回',
    withdrawn: '从台账撤回',
    because: '理由：重复录入。',
    why: '重复录入。',
    tooShort: '请至少写3个字',
    conflict: '其间已有他人改动',
    assess: '记录评估',
  },
  en: {
    add: 'Add a commitment',
    submit: 'Add',
    again: 'Add another quote',
    needed: 'This is needed',
    notVerbatim: 'does not stand in this document to the letter',
    which: 'Which of these places is it?',
    taken: '“SF-09” is taken',
    unassessed: 'Not assessed',
    retitle: 'Correct the titles',
    correct: 'Correct',
    withdraw: 'Withdraw',
    withdrawn: 'Withdrawn from the ledger on',
    because: 'Reason: Entered twice.',
    why: 'Entered twice.',
    tooShort: 'Write at least 3 characters',
    conflict: 'Somebody else has changed this meanwhile',
    assess: 'Record an assessment',
  },
}

const ledger = ownLedger(summit())

const item = (locale: Locale, ref: string) => `${ledger.address}/${locale}/commitments/${ref}`
const send = (page: Page, name: string) => page.locator('main').getByRole('button', { name, exact: true }).click()
const problem = (page: Page) => page.locator('main').getByRole('alert')

for (const locale of languagesOf(0)) {
  const words = WORDS[locale]
  test(`a commitment is added with its words to the letter, and each mistake is named (${locale})`, async ({
    page,
    context,
  }) => {
    await ledger.as(context, 'ADMIN')
    await page.goto(`${ledger.address}/${locale}/commitments`)
    await page.getByRole('link', { name: words.add }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.add)
    const field = (name: string) => page.locator(`[name="${name}"]`)
    const suggested = await field('ref').inputValue()
    await send(page, words.submit)
    await expect(problem(page)).toBeFocused()
    for (const name of ['domain', 'type', 'titleZh', 'titleEn', 'quotes.0.text'])
      await expect(field(name)).toHaveAttribute('aria-invalid', 'true')
    await expectReadable(page)

    await field('domain').selectOption('dialogue')
    await field('type').selectOption('MECHANISM')
    await field('titleZh').fill('<b>磋商</b>')
    await field('titleEn').fill('<script>alert(1)</script> talks')
    await field('ref').fill('SF-09')
    await field('quotes.0.text').fill('双方同意建立人工智能政府间对话会')
    await send(page, words.submit)
    await expect(problem(page)).toContainText(words.taken)
    await field('ref').fill(suggested)
    await send(page, words.submit)
    await expect(problem(page)).toContainText(words.notVerbatim)
    await expect(problem(page)).toContainText('机制')
    await field('quotes.0.text').fill('双方同意建立人工智能政府间对话机制')
    await page.getByRole('button', { name: words.again }).click()
    await field('quotes.1.text').fill('对话合作')
    await send(page, words.submit)
    const which = page.getByRole('group', { name: words.which })
    await expect(which).toBeVisible()
    expect(await which.getByRole('radio').count()).toBeGreaterThan(1)
    await expectReadable(page)
    await which.getByRole('radio').nth(1).check()
    await page.keyboard.press('Control+Enter')

    await expect(page).toHaveURL(item(locale, suggested))
    await expect(page.getByRole('heading', { level: 1 })).toContainText(locale === 'zh' ? '<b>磋商</b>' : '<script>')
    await expect(page.locator('section[aria-labelledby="headline"]')).toContainText(words.unassessed)
    await page.goto(`${ledger.address}/${locale}/source/${DOCUMENT}`)
    await expect(page.locator(`[id="${suggested}"]`)).toHaveCount(1)
  })
}

for (const locale of languagesOf(1)) {
  const words = WORDS[locale]
  test(`titles are corrected with a reason; a stale edit shows both sides (${locale})`, async ({ page, context }) => {
    const ref = locale === 'zh' ? 'SF-12' : 'SF-13'
    await ledger.as(context, 'ADMIN')
    await page.goto(item(locale, ref))
    await page.getByRole('link', { name: words.retitle }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(ref)
    const theirs = await context.newPage()
    await theirs.goto(`${item(locale, ref)}/retitle`)
    await theirs.locator('[name="titleEn"]').fill('Theirs')
    await theirs.locator('[name="reason"]').fill('Why not.')
    await send(theirs, words.correct)
    await expect(theirs).toHaveURL(item(locale, ref))
    await theirs.close()

    await page.locator('[name="titleEn"]').fill('Mine')
    await page.locator('[name="reason"]').fill('x')
    await send(page, words.correct)
    await expect(problem(page)).toContainText(words.tooShort)
    await page.locator('[name="reason"]').fill('As it is called.')
    await send(page, words.correct)
    const conflict = page.getByRole('region', { name: words.conflict })
    await expect(conflict).toBeVisible()
    await expect(conflict.getByRole('listitem')).toHaveCount(1)
    await conflict.getByRole('button', { name: 'Theirs' }).click()
    await expect(page.locator('[name="titleEn"]')).toHaveValue('Theirs')
    await conflict.getByRole('button', { name: 'Mine' }).click()
    await expectReadable(page)
    await send(page, words.correct)
    await expect(page).toHaveURL(item(locale, ref))
    await expect(page.locator('header').filter({ hasText: ref })).toContainText('Mine')
  })
}

for (const locale of languagesOf(2)) {
  const words = WORDS[locale]
  test(`a withdrawn commitment is nowhere but on its own page (${locale})`, async ({ page, context, request }) => {
    const ref = locale === 'zh' ? 'SF-09' : 'SF-10'
    await ledger.as(context, 'ADMIN')
    await page.goto(item(locale, ref))
    await page.getByRole('navigation').getByRole('link', { name: words.withdraw, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(ref)
    await send(page, words.withdraw)
    await expect(problem(page)).toBeFocused()
    await expectReadable(page)
    await page.locator('[name="reason"]').fill(words.why)
    await send(page, words.withdraw)
    await expect(page).toHaveURL(item(locale, ref))

    for (const reader of [page.request, request]) {
      const one = await read(reader, item(locale, ref))
      expect(one.texts('[role=note]').find((note) => note.includes(words.withdrawn))).toContain(words.because)
      for (const section of ['quote', 'history', 'timeline', 'headline'])
        expect(one.count(`section[aria-labelledby="${section}"]`), section).toBe(1)
      expect(one.count('section[aria-labelledby="plan"]')).toBe(0)
      for (const name of [words.assess, words.retitle, words.withdraw]) expect(one.linksTo(name)).toEqual([])
    }
    await expectReadable(page)
    for (const path of ['/assess', '/retitle', '/withdraw'])
      expect((await page.request.get(item(locale, ref) + path)).status()).toBe(404)
    expect((await page.request.get(`${ledger.address}/api/v1/commitments/${ref}`)).status()).toBe(404)
    for (const address of [
      `${ledger.address}/${locale}`,
      `${ledger.address}/${locale}/commitments`,
      `${ledger.address}/${locale}/domains/dialogue`,
      `${ledger.address}/${locale}/source/${DOCUMENT}`,
      `${ledger.address}/${locale}/commitments.csv`,
      `${ledger.address}/api/v1/commitments`,
    ])
      expect(await (await page.request.get(address)).text(), address).not.toContain(ref)
  })
}

test('an editor is offered none of it', async ({ context }) => {
  await ledger.as(context, 'EDITOR')
  const page = await read(context.request, item('en', 'SF-06'))
  for (const name of [WORDS.en.retitle, WORDS.en.withdraw]) expect(page.linksTo(name)).toEqual([])
  expect((await read(context.request, `${ledger.address}/en/commitments`)).linksTo(WORDS.en.add)).toEqual([])
})
