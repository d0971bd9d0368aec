import type { Page } from '@playwright/test'
import { LOCALES } from '../../lib/locale'
import { pick } from '../support/full'
import { summit } from '../support/summit'
import { ownLedger } from './ledger'
import { read } from './read'
import { expect, test } from './test'

const ledger = ownLedger(summit())
let editor = ''

test.beforeAll(async () => {
  editor = (await ledger.person('EDITOR', 'Wen Li')).id
  const of = { actor: `user:${editor}`, item: 'SF-09', subject: 'SF-09' }
  const before = { status: 'AGREED', condition: 'ACTIVE', progress: 0, confidence: null }
  const data = { ...before, condition: 'SUSPENDED', effectiveOn: '2024-07-17', evidence: ['sf-09-none'] }
  const entries = [
    { ...of, action: 'assessment.recorded', before, data, reason: 'A ministry said so.' },
    { ...of, action: 'plan.changed', before: { plannedStepOn: null }, data: { plannedStepOn: '2026-12-01' } },
    {
      actor: `user:${editor}`,
      action: 'person.roleChanged',
      subject: `user:${editor}`,
      before: { role: 'VIEWER' },
      data: { role: 'EDITOR' },
    },
    { actor: 'a robot', action: 'weather.changed', subject: 'rain' },
    null,
  ].map((entry) => JSON.stringify(entry))
  await ledger.sql('SELECT record_changes($1::text[])', [entries])
})

const go = (page: Page, path: string) => page.goto(ledger.address + path)
const numbers = async (page: Page): Promise<number[]> =>
  page.locator('li[id^="change-"]').evaluateAll((all) => all.map(({ id }) => Number(id.slice('change-'.length))))
type Row = { sequence: number; hash: string; entry: { item?: string; action?: string } | null }
/** The whole record, the newest first. */
const whole = (): Promise<Row[]> =>
  ledger.sql('SELECT sequence::int AS sequence, hash, entry FROM "Change" ORDER BY sequence DESC')

test('anybody reads what was recorded, in their language; accounts, plans and what is unknown are for those whom they concern', async ({
  page,
  context,
}) => {
  const [head] = await whole()
  await go(page, '/en/changes')
  const last = page.locator('li[id^="change-"]').first()
  await expect(last).toContainText('Wen Li moved SF-09 from Agreed to Agreed · Suspended, effective 17 Jul 2024')
  await expect(last).toContainText('Reason: A ministry said so.')
  await last.getByText('What changed').click()
  await expect(last.locator('del', { hasText: 'Active' })).toBeVisible()
  await expect(page.getByText(head?.hash ?? '', { exact: true })).toBeVisible()
  await expect(page.getByText(/changes of plans and accounts/)).toBeVisible()
  await expect(page.getByText(/changed the plan|changed the role|weather/)).toHaveCount(0)
  await go(page, '/zh/changes')
  await expect(page.locator('li[id^="change-"]').first()).toContainText('Wen Li将SF-09由“已约定”改为“已约定 · 暂停”')

  await ledger.as(context, 'ADMIN', '王芳')
  for (const locale of LOCALES) {
    await go(page, `/${locale}/changes`)
    await expect(page.locator('main')).toContainText('a robot · weather.changed · rain')
    expect((await numbers(page))[0]).toBe(head?.sequence)
    await expect(page.getByText(/changes of plans and accounts|缺少的编号/)).toHaveCount(0)
  }
  await go(page, '/en/changes?kind=plan,accounts')
  await expect(page.getByText('Wen Li changed the plan for SF-09: Day of the next step')).toBeVisible()
  await expect(page.getByText('Wen Li changed the role of Wen Li from Viewer to Editor')).toBeVisible()
})

for (const javaScriptEnabled of pick([true, false], [true]))
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the record is filtered by kind, person, item and day, each of them a part of the address', async ({
      page,
    }) => {
      await go(page, '/en/changes')
      const status = page.getByRole('status').filter({ hasText: 'change' })
      await page.locator('summary', { hasText: 'Kind' }).click()
      await page.getByRole('link', { name: 'Assessments', exact: true }).click()
      await expect(page).toHaveURL(/\?kind=assessments$/)
      await page.locator('summary', { hasText: 'By' }).click()
      await page.getByRole('link', { name: 'Wen Li', exact: true }).click()
      await expect(page).toHaveURL(/actor=user/)
      await expect(status).toHaveText('1 change')
      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: 'Remove filter: By: Wen Li' }).click()
      await expect(page).not.toHaveURL(/actor/)
      await page.getByLabel('Commitment', { exact: true }).fill('SF-09')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(page).toHaveURL(/item=SF-09/)
      const of = (await whole()).filter(({ entry }) => {
        const { item, action } = entry ?? {}
        return item === 'SF-09' && action?.startsWith('assessment.')
      })
      await expect(status).toHaveText(`${of.length} changes`)
      expect(await numbers(page)).toEqual(of.map(({ sequence }) => sequence))
      await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', /noindex/)

      await page.getByLabel('To', { exact: true }).fill('2024-01-01')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(page.getByRole('heading', { name: 'Nothing had been recorded by 1 Jan 2024' })).toBeVisible()
      await page.getByRole('link', { name: 'Clear all' }).click()
      await expect(page).toHaveURL(/\/en\/changes$/)
      await go(page, '/en/changes?actor=nobody&colour=red')
      await expect(page.getByRole('note')).toContainText('“colour” is not a parameter here.')
      await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
    })

    test('it is walked from the newest change to the first, and each has an address of its own', async ({ page }) => {
      await go(page, '/en/changes')
      const seen = await numbers(page)
      const older = page.getByRole('link', { name: 'Older changes' })
      while (await older.count()) {
        const last = seen.at(-1)
        await older.click()
        await expect(page).toHaveURL(new RegExp(`before=${last}$`))
        await expect(page.locator('li[id^="change-"]').first()).toHaveAttribute('id', `change-${(last ?? 0) - 1}`)
        seen.push(...(await numbers(page)))
      }
      const visible = (await whole()).filter(({ sequence }) => sequence <= (seen[0] ?? 0))
      expect(seen).toEqual(visible.map(({ sequence }) => sequence))
      await page.getByRole('link', { name: 'Change 12', exact: true }).click()
      await expect(page).toHaveURL(/before=13#change-12$/)
      await expect(page.locator('li:target')).toHaveAttribute('id', 'change-12')
    })
  })

test('what an address filters by, and where it begins, is there before any script', async ({ request }) => {
  const page = await read(request, `${ledger.address}/en/changes?item=SF-09&kind=assessments`)
  const of = (await whole()).filter(
    ({ entry }) => entry?.item === 'SF-09' && entry.action?.startsWith('assessment.') === true,
  )
  expect(page.attributes('li[id^="change-"]', 'id')).toEqual(of.map(({ sequence }) => `change-${sequence}`))
  expect(page.attributes('meta[name="robots"]', 'content').join()).toContain('noindex')
  const [newest = 0] = (await whole()).map(({ sequence }) => sequence)
  const older = await read(request, `${ledger.address}/en/changes?before=${newest}`)
  expect(older.attributes('li[id^="change-"]', 'id')).not.toContain(`change-${newest}`)
  expect(older.linksTo('Older changes').join()).toMatch(/before=\d+/)
})

test('an address names nobody whom the reader does not find in what they may see', async ({ request }) => {
  const silent = await ledger.person('EDITOR', 'Never Acted')
  const told = async (id: string) => (await read(request, `${ledger.address}/en/changes?actor=user:${id}`)).text()
  expect(await told(silent.id)).not.toContain('Never Acted')
  expect(await told(silent.id)).toContain('Somebody no longer known')
  expect(await told(editor)).toContain('Wen Li')
})

test('an item shows its own latest changes, and leads to all of them', async ({ page }) => {
  await go(page, '/en/commitments/SF-09')
  const own = page.getByRole('region', { name: 'Changes to this commitment' })
  await expect(own.getByText(/moved SF-09/)).toBeHidden()
  await own.locator('summary').first().click()
  await expect(own.getByText(/Wen Li moved SF-09/)).toBeVisible()
  const visible = (await whole()).filter(({ entry }) => {
    const { item, action } = entry ?? {}
    return item === 'SF-09' && action !== 'plan.changed'
  })
  expect(await numbers(page)).toEqual(visible.slice(0, 10).map(({ sequence }) => sequence))
  await own.getByRole('link', { name: 'All changes to SF-09' }).click()
  await expect(page).toHaveURL(/\/en\/changes\?item=SF-09$/)
  await expect(page.locator('li[id^="change-"]').first()).toContainText('Wen Li moved SF-09')
})
