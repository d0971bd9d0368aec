import type { Locator, Page } from '@playwright/test'
import en from '../../messages/en.json' with { type: 'json' }
import { pick } from '../support/full'
import { summit } from '../support/summit'
import { expectReadable } from './axe'
import { freshLedger } from './ledger'
import { expect, test } from './test'

/** One for each test, which writes into it. */
const ledger = freshLedger(summit())
const [KEY] =
  summit()
    .commitments.find(({ ref }) => ref === 'SF-09')
    ?.followUps.map(({ key }) => key) ?? []

const item = '/commitments/SF-09'
/** Every form that is written in, with what has to be pressed before all its fields are there. */
const FORMS: Record<string, { at: string; press?: string[]; form?: string }> = {
  'an assessment': { at: `${item}/assess`, press: [en.assess.addEvidence, en.followUp.addSource] },
  'a follow-up': { at: `${item}/follow-ups/new`, press: [en.followUp.addSource] },
  'a correction': { at: `${item}/follow-ups/${KEY}/correct`, press: [en.followUp.addSource] },
  'a withdrawal': { at: `${item}/follow-ups/${KEY}/withdraw` },
  'a commitment': { at: '/commitments/new', press: [en.newCommitment.addQuote] },
  'other titles': { at: `${item}/retitle` },
  'a withdrawal from the ledger': { at: `${item}/withdraw` },
  'a plan': { at: item, press: [en.plan.edit], form: 'section[aria-labelledby=plan] form' },
  'a name': { at: '/account' },
}

const formOf = (page: Page, name: string): Locator => page.locator(FORMS[name]?.form ?? 'main form').first()

async function open(page: Page, name: string, locale = 'en'): Promise<void> {
  await page.goto(`${ledger.address}/${locale}${FORMS[name]?.at}`)
  await expect(page.locator('main form button[type=submit]').last()).toBeEnabled()
}

/** Types something of its own into every field, and ticks what can be ticked; resolves to what they hold then. */
async function typeIntoAll(page: Page, name: string): Promise<Record<string, string>> {
  for (const button of FORMS[name]?.press ?? [])
    await page.locator('main').getByRole('button', { name: button, exact: true }).first().click()
  const form = formOf(page, name)
  for (const tick of await form.locator('[type=checkbox]').all()) await tick.setChecked(!(await tick.isChecked()))
  for (const choice of await form.locator('select').all()) {
    const values = await choice
      .locator('option')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
    const other = values.find((value) => value !== '' && value !== 'SUPERSEDED' && !/^\d+$/.test(value))
    if (other) await choice.selectOption(other)
  }
  for (const [nth, text] of (
    await form.locator('textarea, input:not([type]), [type=text], [type=url]').all()
  ).entries())
    if (await text.isEditable()) await text.fill(`Typed ${nth}\\n“${nth}”`.slice(0, 40))
  for (const day of await form.locator('[type=date]').all()) await day.fill('2025-03-04')
  return valuesIn(form)
}

/** What is in the fields that somebody fills in. */
const valuesIn = (form: Locator): Promise<Record<string, string>> =>
  form.evaluate((one: HTMLFormElement) => {
    const own = new Set([...one.querySelectorAll<HTMLInputElement>('[type=hidden]')].map(({ name }) => name))
    const values = [...new FormData(one)].filter(([name]) => !own.has(name))
    return Object.fromEntries(
      values.map(([name, value], nth) => [name.endsWith('[]') ? `${name}${nth}` : name, `${value}`]),
    )
  })

/** Every way out of a page, and back to where one was. */
const EXITS: Record<string, (page: Page) => Promise<unknown>> = {
  'a link of the header, and back': async (page) => {
    await page.getByRole('navigation').getByRole('link', { name: en.method.title }).click()
    await expect(page).toHaveURL(/\/method$/)
    await page.goBack()
  },
  'the language link': (page) => page.getByRole('link', { name: /中文/ }).click(),
  'loading the page again': (page) => page.reload(),
  'Back and Forward': async (page) => {
    await page.goBack()
    await page.goForward()
  },
  'the end of the session, and signing in again': async (page) => {
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await page.reload()
    await expect(page.locator('main form [name=reason], main form textarea')).toHaveCount(0)
    await page.context().addCookies(cookies)
    await page.reload()
  },
}

for (const [nth, name] of Object.keys(FORMS).entries())
  for (const [exit, leave] of pick(Object.entries(EXITS), [
    Object.entries(EXITS)[nth % 5] as [string, (page: Page) => Promise<unknown>],
  ]))
    test(`what was typed into ${name} outlives ${exit}`, async ({ page, context, allowErrors }) => {
      allowErrors(/status of 401/)
      await ledger.as(context, 'ADMIN')
      await page.goto(`${ledger.address}/en`)
      await open(page, name)
      const typed = await typeIntoAll(page, name)
      expect(Object.keys(typed).length).toBeGreaterThan(0)
      await leave(page)
      await expect(page.locator('main').getByRole('status').first()).toBeVisible()
      await expect.poll(() => valuesIn(formOf(page, name))).toEqual(typed)
    })

test('a draft is gone once it is sent, discarded, or its writer signs out, and is nobody else’s', async ({
  page,
  context,
}) => {
  await ledger.as(context, 'ADMIN', 'First')
  const reason = page.locator('[name=reason]')
  const offered = page.getByRole('button', { name: en.form.discardDraft })
  const form = 'a withdrawal'
  await open(page, form)
  await reason.fill('Typed.')
  await page.reload()
  await expect(reason).toHaveValue('Typed.')
  await offered.click()
  await expect(reason).toHaveValue('')
  await page.reload()
  await expect(page.getByRole('button', { name: en.followUp.submitWithdraw })).toBeEnabled()
  await expect(offered).toHaveCount(0)

  // Not that of somebody else in the same tab, to whom the first comes back.
  await reason.fill('Typed by the first.')
  const first = await context.cookies()
  await ledger.as(context, 'ADMIN', 'Second')
  await open(page, form)
  await expect(page.getByRole('button', { name: en.followUp.submitWithdraw })).toBeEnabled()
  await expect(reason).toHaveValue('')
  await context.addCookies(first)
  await open(page, form)
  await expect(page.getByRole('button', { name: en.followUp.submitWithdraw })).toBeEnabled()
  await expect(reason).toHaveValue('')

  await reason.fill('Typed before signing out.')
  await signOut(page)
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText(en.form.signOutNote)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: en.account.signOut })).toBeFocused()
  await expect(reason).toHaveValue('Typed before signing out.')
  await page.keyboard.press('Enter')
  await question.getByRole('button', { name: en.form.discardAndSignOut }).click()
  await expect(page.locator('header').getByRole('link', { name: en.account.signIn })).toBeVisible()
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft ')))).toEqual([])
  await context.addCookies(first)
  await ledger.as(context, 'ADMIN', 'Third')
  await open(page, form)
  await reason.fill('It was about another matter.')
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(new RegExp(`${item}$`))
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft ')))).toEqual([])
})

test('what was typed about something that is withdrawn meanwhile can be read, copied and discarded', async ({
  page,
  context,
  allowErrors,
}) => {
  allowErrors(/status of 404/)
  await ledger.as(context, 'ADMIN')
  const lost = page.getByRole('region', { name: en.unsent.title })
  const by = await ledger.person('ADMIN', 'Second')
  const version = async () =>
    String((await ledger.sql(`SELECT version FROM "Commitment" WHERE ref = 'SF-09'`))[0].version)
  const reason = 'It was about another matter.'
  await open(page, 'a correction')
  await page.locator('[name=reason]').fill('Typed about the follow-up.')
  await open(page, 'other titles')
  await page.locator('[name=reason]').fill('Typed about the titles.')
  await page.goto(`${ledger.address}/en${item}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(lost).toHaveCount(0)

  await ledger.act('withdrawFollowUp', {
    page: `/en${item}/follow-ups/new`,
    by,
    fields: { ref: 'SF-09', key: `${KEY}`, version: await version(), reason },
  })
  for (const path of [FORMS['a correction']?.at, item]) {
    await page.goto(`${ledger.address}/zh${path}`)
    await expect(page.getByRole('region').getByLabel(en.followUp.correctReason, { exact: true })).toHaveValue(
      'Typed about the follow-up.',
    )
  }
  await ledger.act('withdrawCommitment', {
    page: `/en${item}/withdraw`,
    by,
    fields: { ref: 'SF-09', version: await version(), reason },
  })
  await page.goto(`${ledger.address}/en${item}`)
  await expect(lost.getByLabel(en.retitle.reason, { exact: true })).toHaveValue('Typed about the titles.')
  await expectReadable(page)
  for (const left of [1, 0]) {
    await lost.getByRole('button', { name: en.unsent.discard }).first().click()
    await page.getByRole('alertdialog').getByRole('button', { name: en.form.discard, exact: true }).click()
    await expect(lost.getByRole('button')).toHaveCount(left)
  }
  await expect(page.locator('#content')).toBeFocused()
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('draft ')))).toEqual([])
})

async function signOut(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: en.account.signOut })
  if (!(await button.isVisible())) await page.locator('header details summary').last().click()
  await button.click()
}

test('who could not be signed out is told so, and what they typed is still here', async ({
  page,
  context,
  allowErrors,
}) => {
  allowErrors(/Failed to load resource|net::ERR_INTERNET_DISCONNECTED/)
  await ledger.as(context, 'EDITOR')
  await open(page, 'a withdrawal')
  await page.locator('[name=reason]').fill('Typed.')
  const busy = { status: 503, body: '{"error":{"code":"UNAVAILABLE"}}', contentType: 'text/plain' }
  const ways: [string, () => Promise<unknown>][] = [
    ['offline', () => context.setOffline(true)],
    [
      'too busy',
      () =>
        page.route('**/*', (route) => (route.request().method() === 'POST' ? route.fulfill(busy) : route.continue())),
    ],
  ]
  for (const [what, begin] of ways)
    await test.step(what, async () => {
      await begin()
      await signOut(page)
      await page.getByRole('button', { name: en.form.discardAndSignOut }).click()
      await expect(page.locator('header').getByRole('alert')).toContainText(en.form.notSignedOut)
      await expect(page.locator('[name=reason]')).toHaveValue('Typed.')
      await context.setOffline(false)
      await page.unroute('**/*')
      await page.reload()
      await expect(page.locator('[name=reason]')).toHaveValue('Typed.')
    })
})

test('no password and no token is kept', async ({ page, context }) => {
  await ledger.as(context, 'ADMIN')
  const kept = () => page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))
  await page.goto(`${ledger.address}/en/account`)
  await page.getByLabel(en.account.presentPassword, { exact: true }).fill('an old secret of mine')
  await page.getByRole('button', { name: new RegExp(`${en.form.show} .*${en.account.newPassword}`, 'i') }).click()
  await page.getByLabel(en.account.newPassword, { exact: true }).fill('a new secret of mine')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('main').getByRole('alert')).toBeVisible()
  expect(await kept()).not.toContain('secret')
  await context.clearCookies()
  await page.goto(`${ledger.address}/en/sign-in`)
  await page.getByLabel(en.account.email).fill('wen@example.org')
  await page.getByLabel(en.account.password, { exact: true }).fill('another secret')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('main').getByRole('alert')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel(en.account.email)).toHaveValue('wen@example.org')
  await expect(page.getByLabel(en.account.password, { exact: true })).toHaveValue('')
  expect(await kept()).toContain('wen@example.org')
  expect(await kept()).not.toContain('secret')
})

test('a draft from before somebody else recorded is refused, and shown beside theirs', async ({
  page,
  context,
  browser,
}) => {
  await ledger.as(context, 'EDITOR', 'First')
  const another = await browser.newContext()
  await ledger.as(another, 'EDITOR', 'Second')
  const other = await another.newPage()
  const correction = `${ledger.address}/en${FORMS['a correction']?.at}`
  for (const one of [page, other]) await one.goto(correction)
  await page.locator('[name=effect]').selectOption('DELIVERED')
  await page.locator('[name=reason]').fill('Mine.')
  await other.locator('[name=effect]').selectOption('REPORTED')
  await other.locator('[name=noteEn]').fill('Theirs.')
  await other.locator('[name=reason]').fill('Theirs.')
  await other.keyboard.press('Control+Enter')
  await expect(other).toHaveURL(new RegExp(`${item}$`))
  await page.goto(`${ledger.address}/en`)
  await page.goto(correction)
  await expect(page.locator('[name=reason]')).toHaveValue('Mine.')
  await expect(page.locator('[name=effect]')).toHaveValue('DELIVERED')
  await page.locator('[name=reason]').focus()
  await page.keyboard.press('Control+Enter')
  const conflict = page.getByRole('region', { name: en.conflict.title })
  await expect(conflict.getByRole('button', { name: new RegExp(en.effect.DELIVERED) })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(conflict.getByRole('button', { name: new RegExp(en.effect.REPORTED) })).toBeVisible()
  await expect(page.locator('[name=noteEn]')).toHaveValue('Theirs.')
})

test('a correction that is kept as a draft never becomes a new assessment', async ({ page, context, browser }) => {
  await ledger.as(context, 'EDITOR', 'First')
  const another = await browser.newContext()
  await ledger.as(another, 'EDITOR', 'Second')
  const other = await another.newPage()
  const assess = `${ledger.address}/en${FORMS['an assessment']?.at}`
  for (const one of [page, other]) {
    await one.goto(assess)
    await expect(one.locator('[name=supersedesId]')).toBeEnabled()
    await one.locator('[name=supersedesId]').selectOption({ index: 1 })
    await one.locator('[name=reason]').fill('It was misread.')
  }
  const corrected = await page.locator('[name=supersedesId]').inputValue()
  await other.keyboard.press('Control+Enter')
  await expect(other).toHaveURL(new RegExp(`${item}$`))
  await page.goto(assess)
  await expect(page.locator('[name=reason]')).toHaveValue('It was misread.')
  await expect(page.locator('[name=supersedesId]')).toHaveValue(corrected)
  await page.locator('[name=reason]').focus()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: en.conflict.title })).toBeVisible()
  await page.locator('[name=reason]').focus()
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('main').getByRole('alert')).toContainText('has been corrected in the meantime')
  const [{ count }] = await ledger.sql(`SELECT count(*) FROM "Assessment" WHERE reason = 'It was misread.'`)
  expect(Number(count)).toBe(1)
})

test('what was sent and not answered counts once, also when it is sent again after the page was loaded again', async ({
  page,
  context,
  allowErrors,
}) => {
  allowErrors(/net::ERR_CONNECTION_RESET|Failed to load resource/)
  await ledger.as(context, 'EDITOR')
  await open(page, 'a follow-up')
  await page.locator('[name=occurredOn]').fill('2026-01-05')
  await page.locator('[name=summaryEn]').fill('The two sides met.')
  await page.locator('[name="sources.0.publisher"]').fill('A ministry')
  await page.locator('[name="sources.0.url"]').fill('https://example.org/x')
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('main').getByRole('alert')).toContainText(en.form.lost.slice(0, 20))
  await page.unroute('**/*')
  await page.reload()
  await expect(page.locator('[name=summaryEn]')).toHaveValue('The two sides met.')
  await page.locator('[name=summaryEn]').focus()
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(new RegExp(`${item}$`))
  const [{ count }] = await ledger.sql(`SELECT count(*) FROM "FollowUp" WHERE "summaryEn" = 'The two sides met.'`)
  expect(Number(count)).toBe(1)
})

/** What comes back instead of an answer, and what the page says to it. */
const FAILURES: Record<string, { answer: { status: number; body: string; contentType: string }; says: string }> = {
  'the ledger is too busy': {
    answer: { status: 503, body: '{"error":{"code":"UNAVAILABLE"}}', contentType: 'text/plain' },
    says: en.form.busy,
  },
  'a proxy makes it another site’s': {
    answer: { status: 403, body: '{"error":{"code":"OTHER_SITE"}}', contentType: 'text/plain' },
    says: en.form.otherSite,
  },
  'a proxy answers': {
    answer: { status: 502, body: '<p>Bad gateway', contentType: 'text/html' },
    says: en.form.notOurs,
  },
}

for (const [what, { answer, says }] of pick(Object.entries(FAILURES), Object.entries(FAILURES).slice(0, 1)))
  test(`the page says so where ${what}, and loses nothing`, async ({ page, context, allowErrors }) => {
    allowErrors(/Failed to load resource/)
    await ledger.as(context, 'EDITOR')
    await open(page, 'a withdrawal')
    await page.locator('[name=reason]').fill('Typed.')
    await page.route('**/*', (route) =>
      route.request().method() === 'POST' ? route.fulfill(answer) : route.continue(),
    )
    await page.keyboard.press('Control+Enter')
    await expect(page.locator('main').getByRole('alert')).toContainText(says)
    await expect(page.locator('[name=reason]')).toHaveValue('Typed.')
    await page.unroute('**/*')
    await page.locator('[name=reason]').focus()
    await page.keyboard.press('Control+Enter')
    await expect(page).toHaveURL(new RegExp(`${item}$`))
  })

test('a form that is too large says how large it may be', async ({ page, context, allowErrors }) => {
  allowErrors(/status of 413/)
  await ledger.as(context, 'EDITOR')
  await open(page, 'a withdrawal')
  await page.locator('[name=reason]').fill('x'.repeat(2_200_000))
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('main').getByRole('alert')).toContainText('1 MB')
  expect((await page.locator('[name=reason]').inputValue()).length).toBe(2_200_000)
})

test('a page that the ledger was updated under says so, and sends what was typed once it is loaded again', async ({
  page,
  context,
  allowErrors,
}) => {
  allowErrors(/status of 40[49]/)
  await ledger.as(context, 'EDITOR')
  await page.goto(`${ledger.address}/en${item}`)
  await page.locator('a[href$="/follow-ups/new"]').click()
  const summary = page.locator('dialog [name=summaryEn]')
  await page.locator('dialog [name=occurredOn]').fill('2026-01-05')
  await summary.fill('The two sides met.')
  await page.locator('dialog [name="sources.0.publisher"]').fill('A ministry')
  await page.locator('dialog [name="sources.0.url"]').fill('https://example.org/x')
  await page.route('**/*', (route) => {
    const headers = route.request().headers()
    // An action of a build that is gone.
    if (headers['next-action']) headers['next-action'] = headers['next-action'].replace(/.{6}$/, '000000')
    return route.continue({ headers })
  })
  await page.keyboard.press('Control+Enter')
  const alert = page.getByRole('dialog').getByRole('alert')
  await expect(alert).toContainText(en.form.updated)
  await page.unroute('**/*')
  await alert.getByRole('button', { name: en.form.reload }).click()
  await expect(page.locator('main [name=summaryEn]')).toHaveValue('The two sides met.')
  await page.locator('main [name=summaryEn]').focus()
  await page.keyboard.press('Control+Enter')
  await expect(page).toHaveURL(new RegExp(`${item}$`))
  await expect(page.locator('main')).toContainText('The two sides met.')
})

test('what is answered by another build is on record, and what is typed elsewhere on the page is not lost', async ({
  page,
  context,
}) => {
  await ledger.as(context, 'EDITOR')
  await open(page, 'a plan')
  const plan = page.locator('section[aria-labelledby=plan]')
  await plan.getByRole('button', { name: en.plan.edit, exact: true }).click()
  await plan.locator('[name=workingNotes]').fill('Typed.')
  // As Next tells its client of the build that an answer is of; what comes with it is not drawn, and the page is loaded again.
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const response = await route.fetch()
    return route.fulfill({ response, headers: { ...response.headers(), 'x-nextjs-deployment-id': 'another' } })
  })
  await plan.getByRole('button', { name: en.plan.nothingNew }).click()
  await expect(plan).toContainText('nothing new.')
  await expect(plan.locator('[name=workingNotes]')).toHaveValue('Typed.')
  await page.unroute('**/*')
  await plan.locator('[name=workingNotes]').focus()
  await page.keyboard.press('Control+Enter')
  await expect(plan.locator('[name=workingNotes]')).toHaveCount(0)
  await expect(plan).toContainText('Typed.')
})

test('a dialog that is answered by another build leaves nobody before an empty form', async ({ page, context }) => {
  await ledger.as(context, 'EDITOR')
  await page.goto(`${ledger.address}/en${item}`)
  await page.locator(`a[href$="/${KEY}/withdraw"]`).click()
  await page.locator('dialog [name=reason]').fill('It was about another matter.')
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const response = await route.fetch()
    return route.fulfill({ response, headers: { ...response.headers(), 'x-nextjs-deployment-id': 'another' } })
  })
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('section[aria-labelledby=timeline] > details')).toContainText(
    'It was about another matter.',
  )
  await expect(page).toHaveURL(new RegExp(`${item}$`))
})

/** Forms that are open for longer than their answer takes, and the fields that are typed into, chosen in and ticked. */
const SENT: Record<string, string[]> = {
  'a plan': ['[name=workingNotes]', '[name=responsible]'],
  'an assessment': ['[name=rationaleEn]', '[name=condition]', '[type=checkbox]'],
}

for (const [name, fields] of pick(Object.entries(SENT), Object.entries(SENT).slice(1)))
  test(`nothing is changed in ${name} while it is sent, and the focus stays`, async ({
    page,
    context,
    allowErrors,
  }) => {
    allowErrors(/Failed to load resource/)
    await ledger.as(context, 'EDITOR')
    await open(page, name)
    const form = formOf(page, name)
    for (const button of FORMS[name]?.press?.slice(0, 1) ?? [])
      await page.locator('main').getByRole('button', { name: button, exact: true }).click()
    const text = form.locator(fields[0] ?? '')
    await text.fill('Typed.')
    const typed = await valuesIn(form)
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/*', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await answered
      await route.fulfill({ status: 503, body: '{"error":{"code":"UNAVAILABLE"}}', contentType: 'text/plain' })
    })
    await text.press('Control+Enter')
    await expect(form).toHaveAttribute('aria-busy', 'true')
    await expect(text).toBeFocused()
    await page.keyboard.type('And more.')
    for (const field of fields.slice(1)) {
      await form.locator(field).first().focus()
      for (const key of ['Space', 'ArrowDown', 'ArrowUp', 'e']) await page.keyboard.press(key)
      await expect(form.locator(field).first()).toBeFocused()
    }
    for (const button of await form.locator('button[type=button]:not([data-leaves])').all())
      await button.click({ force: true })
    expect(await valuesIn(form)).toEqual(typed)
    answer()
    await expect(page.locator('main').getByRole('alert')).toContainText(en.form.busy)
    await text.focus()
    await page.keyboard.press('End')
    await page.keyboard.type(' And more.')
    await expect(text).toHaveValue('Typed. And more.')
  })

test('who was signed out while typing signs in, and goes on where they were', async ({ page, context }) => {
  await ledger.as(context, 'EDITOR')
  await open(page, 'a withdrawal')
  await page.locator('[name=reason]').fill('Typed.')
  const cookies = await context.cookies()
  await context.clearCookies()
  await page.keyboard.press('Control+Enter')
  const alert = page.locator('main').getByRole('alert')
  await expect(alert).toContainText('sign in, and it is filled in again')
  await alert.getByRole('link', { name: en.form.signIn }).click()
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await context.addCookies(cookies)
  await page.goto(ledger.address + new URL(page.url()).searchParams.get('next'))
  await expect(page.locator('[name=reason]')).toHaveValue('Typed.')
})

test('storage that the browser refuses breaks nothing, and the browser asks before it leaves', async ({
  page,
  context,
}) => {
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await ledger.as(context, 'EDITOR')
  await open(page, 'a withdrawal')
  const reason = page.locator('[name=reason]')
  await reason.pressSequentially('Typed.')
  await expect(reason).toHaveValue('Typed.')
  const asked = page.waitForEvent('dialog')
  await page.evaluate(() => setTimeout(() => location.assign('/en')))
  await (await asked).dismiss()
  await expect(reason).toHaveValue('Typed.')
  // Within the document, it is kept all the same.
  await page.getByRole('navigation').getByRole('link', { name: en.method.title }).click()
  await expect(page).toHaveURL(/\/method$/)
  const askedElsewhere = page.waitForEvent('dialog')
  await page.evaluate(() => setTimeout(() => location.assign('/en')))
  await (await askedElsewhere).dismiss()
  await expect(page).toHaveURL(/\/method$/)
  await page.goBack()
  await expect(reason).toHaveValue('Typed.')
})
