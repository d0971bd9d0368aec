import type { Locator } from '@playwright/test'
import { pick } from '../support/full'
import { refsInView } from './pages'
import { read, refsFromApi } from './read'
import { expect, test } from './test'

const VIEW = 'domain=dialogue,people&sort=-lastFollowUpOn,ref&groupBy=status&asOf=2025-12-31'

test('a pasted address restores the whole view', async ({ request }) => {
  const page = await read(request, `/zh/commitments?${VIEW}`)
  expect(page.refs()).toHaveLength(17)
  const grouped = `?${VIEW.replace('sort=', 'sort=status,').replace('&groupBy=status', '')}`
  expect(page.refs()).toEqual(await refsFromApi(request, grouped))
  const [sorted] = page.all('th[aria-sort=descending]')
  expect(sorted?.textContent).toContain('最近进展')
  expect(page.attributes('input[name=asOf][type=date]', 'value')).toEqual(['2025-12-31'])
})

test('the language switch keeps the view', async ({ page }) => {
  await page.goto(`/zh/commitments?${VIEW}`)
  await page.getByRole('link', { name: /English/ }).click()
  await expect(page).toHaveURL(new RegExp(`/en/commitments\\?${VIEW}$`))
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB')
})

test('the language switch keeps the place within the page, also one that was come to later', async ({ page }) => {
  const english = page.getByRole('link', { name: /English/ })
  const chinese = page.getByRole('link', { name: /中文/ })
  /** Where it leads once it is pointed at, which counts from when the page's scripts have run. */
  const pointedAt = async (link: Locator) => {
    await page.mouse.move(0, 0)
    await link.hover()
    return link.getAttribute('href')
  }
  await page.goto('/zh/method#sources')
  await expect.poll(() => pointedAt(english), { timeout: 30_000 }).toMatch(/\/en\/method#sources$/)
  await english.click()
  await expect(page).toHaveURL(/\/en\/method#sources$/)
  await expect.poll(() => pointedAt(chinese), { timeout: 30_000 }).toMatch(/\/zh\/method#sources$/)
  await page.evaluate(() => history.pushState(null, '', '#limits'))
  await chinese.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/zh\/method#limits$/)
  await expect.poll(() => pointedAt(english), { timeout: 30_000 }).toMatch(/\/en\/method#limits$/)
  await page.getByRole('link', { name: '登录' }).click()
  await expect(page).toHaveURL(/next=%2Fzh%2Fmethod%23limits$/)
})

test('what others appended to a shared address is in no link of the page, and is not complained of', async ({
  request,
}) => {
  const appended = 'utm_source=x&from=singlemessage&isappinstalled=0'
  for (const path of [
    '/zh',
    '/zh/commitments',
    '/zh/commitments/SF-09',
    '/zh/domains/dialogue',
    '/zh/changes',
    '/zh/method',
  ]) {
    const page = await read(request, `${path}?${appended}`)
    expect(page.attributes('a, form, input[type=hidden]', 'href').join(), path).not.toMatch(/utm_|singlemessage/)
    expect(page.count('[role=note]'), path).toBe(0)
  }
  const csv = await request.get(`/zh/commitments.csv?condition=SUSPENDED&${appended}`)
  expect(await csv.text()).toBe(await (await request.get('/zh/commitments.csv?condition=SUSPENDED')).text())
})

test('the theme is chosen once and there from the first paint', async ({ page }) => {
  await page.goto('/en')
  await page.getByRole('combobox').selectOption('dark')
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(20, 22, 26)')
  const html = await (await page.request.get('/en/commitments')).text()
  expect(html).toContain('data-theme="dark"')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the table is read, sorted, filtered and searched', async ({ page, request }) => {
    await page.goto('/en/commitments?domain=security')
    await expect(page.locator('tr[data-ref]')).toHaveCount(5)
    const heading = page.getByRole('columnheader', { name: 'Last follow-up' })
    await heading.locator('button[form=sort]').click()
    await page.waitForURL('**sort=**')
    await expect(heading).toHaveAttribute('aria-sort', 'ascending')
    expect(await refsInView(page)).toEqual(await refsFromApi(request, page.url()))
    await heading.locator('button[form=sort]').click()
    await expect(heading).toHaveAttribute('aria-sort', 'descending')
    expect(new URL(page.url()).searchParams.get('domain')).toBe('security')
    await page.locator('summary', { hasText: 'Status' }).click()
    await page.getByRole('link', { name: /^Underway/ }).click()
    await expect(page.locator('tr[data-ref]')).toHaveCount(1)
    await page.getByRole('searchbox').fill('theater')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForURL('**q=theater**')
    expect(await refsInView(page)).toEqual(['SF-27'])
  })
})

test('the table is worked by keyboard alone', async ({ page }) => {
  await page.goto('/zh/commitments')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused()
  await page.getByRole('searchbox').focus()
  await page.keyboard.type('海')
  await page.keyboard.press('Enter')
  await page.waitForURL('**q=**')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await expect(page.locator('tr[data-ref]')).toHaveCount(14)

  const menu = page.locator('details', { hasText: '领域' })
  await menu.locator('summary').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL('**domain=dialogue**')
  await page.keyboard.press('Escape')
  await expect(menu).not.toHaveAttribute('open')
  await expect(menu.locator('summary')).toBeFocused()

  const sort = page.getByRole('columnheader', { name: '编号' }).locator('button[form=sort]')
  await sort.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**sort=ref**')
  await expect(sort).toBeFocused()
})

for (const width of pick([390, 768, 1440, 1920], [390, 1440]))
  test(`every menu opens inside the screen at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/en/commitments')
    for (const menu of await page.locator('details').all()) {
      await menu.locator('summary').click()
      const box = await menu.locator('[data-panel]').boundingBox()
      const name = await menu.locator('summary').textContent()
      expect(box && box.x >= 0 && box.x + box.width <= width, `the ${name} menu`).toBe(true)
      await page.keyboard.press('Escape')
    }
    for (const opener of await page.locator('button[popovertarget]').all()) {
      await opener.click()
      const box = await page.locator(':popover-open').boundingBox()
      const name = await opener.getAttribute('aria-label')
      expect(box && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= 900, `${name}`).toBe(true)
      await page.keyboard.press('Escape')
      await expect(page.locator(':popover-open')).toHaveCount(0)
    }
  })
