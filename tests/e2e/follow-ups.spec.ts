import type { Page } from '@playwright/test'
import { inLanguage } from '../../lib/locale'
import en from '../../messages/en.json' with { type: 'json' }
import zh from '../../messages/zh.json' with { type: 'json' }
import { languagesOf } from '../support/full'
import { summit } from '../support/summit'
import { expectNothingFound, expectReadable } from './axe'
import { enter } from './by-keyboard'
import { freshLedger } from './ledger'
import { expect, test } from './test'

/** One for each test, which writes into it. */
const ledger = freshLedger(summit())

const HTML = '<img src=x onerror="document.title=1"><b>&amp;</b>'
const EVENT = { zh: '双方举行了第二次会议。', en: 'The two sides held a second meeting.' }
const KEY = 'sf-06-2026-01-05'

const field = (page: Page, name: string) => page.getByRole('dialog').locator(`[name="${name}"]`)
const send = (page: Page) => page.keyboard.press('Control+Enter')
const closed = (page: Page) => expect(page.getByRole('dialog')).toHaveCount(0)
const said = (page: Page, text: string) => expect(page.getByRole('status').filter({ hasText: text })).toBeVisible()

for (const locale of languagesOf(0)) {
  const { item, followUp, errors, conflict, recorded, effect } = inLanguage(locale, zh, en)
  const summary = locale === 'zh' ? 'summaryZh' : 'summaryEn'
  test(`a follow-up is added by keyboard, seen, corrected against somebody else, withdrawn and brought back (${locale})`, async ({
    page,
    context,
    browser,
  }) => {
    const address = `${ledger.address}/${locale}/commitments/SF-06`
    await ledger.as(context, 'EDITOR', 'First')
    const another = await browser.newContext()
    await ledger.as(another, 'EDITOR', 'Second')
    const second = await another.newPage()
    for (const one of [page, second]) await one.goto(address)
    // The second has the form open all the while that the first adds one.
    await second.getByRole('link', { name: item.addFollowUp }).click()
    await field(second, 'occurredOn').fill('2026-01-07')
    await field(second, summary).fill(EVENT[locale])
    await field(second, 'sources.0.publisher').fill('A ministry')
    await field(second, 'sources.0.url').fill('https://example.org/x')

    await enter(page, page.getByRole('link', { name: item.addFollowUp }))
    await expect(field(page, 'occurredOn')).toBeFocused()
    await field(page, 'occurredOn').fill('2026-01-05')
    for (const [name, text] of [
      [summary, `${EVENT[locale]}\n${HTML}`],
      ['sources.0.publisher', HTML],
      ['sources.0.title', HTML],
      ['sources.0.url', 'javascript:alert(1)'],
      ['noteEn', HTML],
    ] as const) {
      await field(page, name).focus()
      await page.keyboard.insertText(text)
    }
    await page.getByRole('dialog').getByRole('button', { name: followUp.addSource }).focus()
    await page.keyboard.press('Enter')
    await field(page, 'sources.1.publisher').fill('Xinhua')
    await field(page, 'sources.1.url').fill('https://example.org/second')
    await send(page)
    // What is wrong is named, and leads to its field; nothing is lost.
    const alert = page.getByRole('dialog').getByRole('alert')
    await expect(alert).toBeFocused()
    await expect(alert).toContainText(errors.notALink)
    await alert.getByRole('link').press('Enter')
    await expect(field(page, 'sources.0.url')).toBeFocused()
    await expect(field(page, 'sources.0.url')).toHaveAttribute('aria-invalid', 'true')
    await expect(field(page, summary)).toHaveValue(`${EVENT[locale]}\n${HTML}`)
    await field(page, 'sources.0.url').fill('https://example.org/first')
    await send(page)
    await said(page, 'SF-06')
    await closed(page)

    // As it was typed, and not as a browser reads it.
    const event = page.locator(`#follow-up-${KEY}`)
    await expect(event).toContainText(`${EVENT[locale]}\n${HTML}`)
    await expect(event.getByRole('list', { name: item.sources }).getByRole('link')).toHaveText([
      `${HTML}${HTML}`.replace('><img', '>: <img'),
      'Xinhua',
    ])
    expect(await page.locator('main img, section[aria-labelledby="timeline"] b').count()).toBe(0)
    await expect(page).toHaveTitle(/SF-06/)

    // The second is told what was added meanwhile.
    await send(second)
    const meanwhile = second.getByRole('dialog').getByRole('region', { name: conflict.title })
    await expect(meanwhile).toContainText(EVENT[locale])
    await expect(field(second, 'occurredOn')).toHaveValue('2026-01-07')
    await second.goto(`${ledger.address}/${locale}`)
    await expect(second.locator('section[aria-labelledby="latest"] li').first()).toContainText(EVENT[locale])

    // Both correct it, the second a little faster.
    await second.goto(address)
    const correct = (one: Page) =>
      one.getByRole('link', { name: new RegExp(`^${item.correct}.*${EVENT[locale].slice(0, 8)}`) })
    for (const one of [page, second]) {
      await correct(one).click()
      await expect(field(one, summary)).toHaveValue(`${EVENT[locale]}\n${HTML}`)
    }
    await field(second, 'effect').selectOption('REPORTED')
    await field(second, 'noteZh').fill('以电话方式。')
    await field(second, 'reason').fill('It was a call.')
    await send(second)
    await closed(second)
    await field(page, 'effect').selectOption('DELIVERED')
    await field(page, 'endedOn').fill('2026-01-06')
    await field(page, 'reason').fill('It took two days.')
    await send(page)
    await expect(alert).toContainText(errors.staleVersion.replace('{ref}', 'SF-06'))
    const choices = page.getByRole('dialog').getByRole('region', { name: conflict.title })
    const theirs = choices.getByRole('button', { name: `${conflict.theirs} ${effect.REPORTED}` })
    const yours = choices.getByRole('button', { name: `${conflict.yours} ${effect.DELIVERED}` })
    await expect(yours).toHaveAttribute('aria-pressed', 'true')
    await expect(choices.getByRole('listitem').first()).toContainText(effect.HELD)
    await theirs.click()
    await expect(field(page, 'effect')).toHaveValue('REPORTED')
    await yours.click()
    await expect(field(page, 'effect')).toHaveValue('DELIVERED')
    // What only the second touched stands as the second has it; what was typed here is all there.
    await expect(field(page, 'noteZh')).toHaveValue('以电话方式。')
    await expect(field(page, 'endedOn')).toHaveValue('2026-01-06')
    await expect(field(page, 'reason')).toHaveValue('It took two days.')
    await expectNothingFound(page)
    await field(page, 'reason').focus()
    await send(page)
    await closed(page)
    await expect(event).toContainText('It took two days.')
    await expect(event).toContainText(effect.DELIVERED)
    const earlier = event.locator('details')
    await earlier.locator('summary').click()
    await expect(earlier.getByRole('listitem').filter({ hasText: 'It was a call.' })).toContainText(effect.REPORTED)
    await expect(earlier).toContainText(effect.HELD)

    await page.getByRole('link', { name: new RegExp(`^${item.withdraw}.*${EVENT[locale].slice(0, 8)}`) }).click()
    await expect(page.getByRole('dialog')).toContainText(EVENT[locale])
    await field(page, 'reason').fill('x')
    await send(page)
    await expect(alert).toContainText(errors.textTooShort.replace('{least}', '3'))
    await field(page, 'reason').fill('It was about another matter.')
    await send(page)
    await closed(page)
    const withdrawn = page.locator('section[aria-labelledby="timeline"] > details')
    await expect(withdrawn).toContainText('It was about another matter.')
    await expect(withdrawn.locator(`#follow-up-${KEY}`)).toBeHidden()
    await page.getByRole('button', { name: recorded.undo, exact: true }).click()
    await said(page, recorded.undone)
    await expect(withdrawn).toHaveCount(0)
    await expect(event).toBeVisible()

    // Another, which an assessment rests on: that stays, says so, and leads to it among what was withdrawn.
    const cited = 'sf-06-2024-04-04-dialogue-stressed'
    await page.locator(`a[href$="/follow-ups/${cited}/withdraw"]`).click()
    await expect(page.getByRole('dialog').getByRole('form')).toContainText(
      locale === 'zh' ? '1项评估以此为依据' : '1 assessment rests on it',
    )
    await field(page, 'reason').fill('It was about another matter.')
    await send(page)
    await closed(page)
    const history = page.locator('section[aria-labelledby="history"]')
    await expect(history).toContainText(item.since.WITHDRAWN)
    await history.locator(`a[href="#follow-up-${cited}"]`).click()
    await expect(withdrawn.locator(`#follow-up-${cited}`)).toBeInViewport()

    const reader = await browser.newContext()
    await ledger.as(reader, 'VIEWER')
    const viewed = await reader.newPage()
    await viewed.goto(address)
    await expect(viewed.locator(`#follow-up-${KEY}`)).toContainText(EVENT[locale])
    await expect(viewed.locator('a[href*="/follow-ups/"]')).toHaveCount(0)
    await Promise.all([another.close(), reader.close()])
  })
}

for (const locale of languagesOf(1)) {
  test(`the forms about a follow-up are in order for everyone, at every width (${locale})`, async ({
    page,
    context,
  }) => {
    await ledger.as(context, 'EDITOR')
    const [key] =
      summit()
        .commitments.find(({ ref }) => ref === 'SF-09')
        ?.followUps.map((one) => one.key) ?? []
    for (const form of ['new', `${key}/correct`, `${key}/withdraw`]) {
      await page.goto(`${ledger.address}/${locale}/commitments/SF-09/follow-ups/${form}`)
      // Sent as it is, so that errors are looked at too: there is a day missing, a change or a reason.
      await page.locator('main form button[type="submit"]').click()
      await expect(page.locator('main').getByRole('alert')).toBeFocused()
      await expectReadable(page)
    }
  })
}
