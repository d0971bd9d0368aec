import type { Page } from '@playwright/test'
import { refsInView } from './pages'
import { read, refsFromApi } from './read'
import { expect, test } from './test'

/** The menu of a column, opened. */
async function openMenu(page: Page, column: string) {
  await page.getByRole('button', { name: `Options for ${column}` }).click()
  return page.locator(':popover-open')
}

const headings = (page: Page) =>
  page.getByRole('columnheader').locator('button[form=sort], span.grow').allTextContents()

test('a column’s menu sorts and groups by it, and takes both back', async ({ page, request }) => {
  await page.goto('/en/commitments?domain=dialogue,people')
  await (await openMenu(page, 'Last follow-up')).getByRole('link', { name: 'Sort descending' }).click()
  await page.waitForURL('**sort=-lastFollowUpOn**')
  await expect(page.locator(':popover-open')).toHaveCount(0)
  await expect(page.getByRole('columnheader', { name: 'Last follow-up' })).toHaveAttribute('aria-sort', 'descending')
  await (await openMenu(page, 'Type')).getByRole('link', { name: 'Also sort by this' }).click()
  await page.waitForURL('**sort=-lastFollowUpOn,type**')
  expect(await refsInView(page)).toEqual(await refsFromApi(request, page.url()))
  await (await openMenu(page, 'Last follow-up')).getByRole('link', { name: 'Do not sort by this' }).click()
  await page.waitForURL(/sort=type$/)

  await (await openMenu(page, 'Status')).getByRole('link', { name: 'Group by this' }).click()
  await page.waitForURL('**groupBy=status**')
  await expect(page.locator('tbody[data-group]').first()).toBeVisible()
  await (await openMenu(page, 'Status')).getByRole('link', { name: 'Do not group' }).click()
  await page.waitForURL((url) => !url.searchParams.has('groupBy'))
  await expect(page.locator('tr[data-ref]')).toHaveCount(17)
})

test('columns and density are remembered, and there from the first paint', async ({ page }) => {
  await page.goto('/en/commitments')
  const all = await headings(page)
  await (await openMenu(page, 'Confidence')).getByRole('button', { name: 'Hide column' }).click()
  await expect(page.getByRole('columnheader', { name: 'Confidence' })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Table of commitments' })).toBeFocused()
  await (await openMenu(page, 'Status')).getByRole('button', { name: 'Keep in sight' }).click()
  await page.getByRole('button', { name: 'Columns (1 hidden)' }).click()
  await page.getByRole('checkbox', { name: 'Type' }).uncheck()
  await page.getByRole('radio', { name: 'Compact' }).check()
  const chosen = ['Ref.', 'Status', 'Commitment', 'Domain', 'Progress', 'Last follow-up', 'Next step agreed']
  await expect.poll(() => headings(page)).toEqual(chosen)

  for (const path of ['/en/commitments?sort=-progress', '/en/domains/dialogue']) {
    await page.goto(path)
    expect(await headings(page)).toEqual(chosen)
    const html = await (await page.request.get(path)).text()
    expect(html).toContain('Columns (2 hidden)')
    expect(html).not.toContain('Options for Confidence')
  }
  await page.getByRole('button', { name: 'Columns (2 hidden)' }).click()
  await page.getByRole('button', { name: 'As it was at first' }).click()
  await expect.poll(() => headings(page)).toEqual(all)
})

test('a cookie that says nothing sensible is left aside', async ({ context, baseURL }) => {
  const value = encodeURIComponent('hidden=ref.title.colour.type&pinned=%3Cb%3E&density=huge')
  await context.addCookies([{ name: 'table', value, url: baseURL as string }])
  const page = await read(context.request, '/en/commitments')
  expect(page.refs()).toHaveLength(29)
  expect(page.text('thead')).toContain('Commitment')
})

test('headings and pinned columns stay in sight while the rows scroll', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 600 })
  await page.goto('/en/commitments')
  await (await openMenu(page, 'Commitment')).getByRole('button', { name: 'Keep in sight' }).click()
  const region = page.getByRole('region', { name: 'Table of commitments' })
  await expect.poll(() => region.locator('.pinned-edge').count()).toBe(30)
  await region.evaluate((box) => box.scrollIntoView())
  const row = region.locator('tr[data-ref]').nth(15)
  await row.evaluate((one: HTMLElement) => one.closest('section')?.scrollTo(500, one.offsetTop - 200))
  for (const seen of [
    region.getByRole('columnheader', { name: 'Ref.' }),
    region.getByRole('columnheader', { name: 'Commitment' }),
    region.getByRole('columnheader', { name: 'Last follow-up' }),
    row.locator('th'),
    row.getByRole('link'),
  ])
    await expect(seen).toBeInViewport()
  const [ref, title] = await Promise.all([row.locator('th').boundingBox(), row.locator('td').first().boundingBox()])
  expect(title?.x).toBeCloseTo((ref?.x ?? 0) + (ref?.width ?? 0), 0)
})

test('a group’s heading counts its rows, in words and as a bar', async ({ request }) => {
  const page = await read(request, '/en/commitments?groupBy=domain')
  const heading = 'tbody[data-group=dialogue] th[scope=rowgroup]'
  expect(page.text(heading)).toContain('13 items')
  const parts = ['Agreed: 1', 'No public record: 2', 'Initiated: 2', 'Underway: 3', 'Fulfilled: 5']
  expect(page.attributes(`${heading} [title]`, 'title')).toEqual(parts)
})

test('the next step on record is the one last agreed, in the page’s language', async ({ request }) => {
  const page = await read(request, '/zh/commitments?domain=global-governance')
  expect(page.texts('tr[data-ref=SF-23] td').at(-1)).toContain('2024年8月28日商定')
  expect(page.texts('tr[data-ref=SF-21] td').at(-1)).toBe('未见记录')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a column’s menu opens and sorts; what needs JavaScript is not offered', async ({ page }) => {
    await page.goto('/en/commitments?status=UNDERWAY')
    await expect(page.getByRole('button', { name: /^Columns/ })).toBeHidden()
    const menu = await openMenu(page, 'Progress')
    await expect(menu.getByRole('button')).toHaveCount(0)
    await menu.getByRole('link', { name: 'Sort ascending' }).click()
    await page.waitForURL('**sort=progress**')
  })
})
