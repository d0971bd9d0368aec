import { startServer } from '../support/server'
import { expect, test } from './test'

for (const [locale, notFound, all] of [
  ['zh', '这里没有内容', '查看全部条目'],
  ['en', 'There is nothing here', 'To all commitments'],
] as const) {
  for (const path of [
    '/commitments/SF-99',
    '/commitments/%E4%B8%AD',
    '/commitments/SF-01%20x',
    '/commitments/%E0%A4%A',
    '/nowhere/at/all',
  ])
    test(`${path} is a 404 page with a way out (${locale})`, async ({ page }) => {
      const response = await page.goto(`/${locale}${path}`)
      expect(response?.status()).toBe(404)
      await expect(page.getByRole('heading', { name: notFound })).toBeVisible()
      await page.getByRole('link', { name: all }).click()
      await expect(page.locator('tr[data-ref]')).toHaveCount(29)
    })
}

test('an address of a file that cannot be decoded is no error of ours either', async ({ request }) => {
  for (const path of ['/%FF/commitments.csv', '/en/%E0%A4%A.csv'])
    expect((await request.get(path)).status(), path).toBe(404)
  expect((await request.get('/en/commitments.csv?q=%E5%8F%B0')).status()).toBe(200)
})

test('an API address that cannot be decoded is refused like any other that does not exist', async ({ request }) => {
  const response = await request.get('/api/v1/commitments/%E0%A4%A')
  expect(response.status()).toBe(404)
  expect(await response.json()).toEqual({ error: { code: 'NOT_FOUND', message: expect.any(String), field: null } })
})

test('a search of 10,000 Chinese characters is answered', async ({ request }) => {
  const response = await request.get(`/api/v1/commitments?q=${encodeURIComponent('海'.repeat(10_000))}`)
  expect(response.status()).toBe(200)
  expect((await response.json()).total).toBe(0)
})

test('a search without a match says so and leads back', async ({ page }) => {
  await page.goto('/zh/commitments?q=%E7%81%AB%E6%98%9F&status=FULFILLED')
  await expect(page.getByRole('heading', { name: '没有符合的条目' })).toBeVisible()
  await page.getByRole('link', { name: '清除搜索和筛选' }).click()
  await expect(page.locator('tr[data-ref]')).toHaveCount(29)
})

test('what an address says wrongly is named and ignored', async ({ page }) => {
  await page.goto('/en/commitments?status=DONE&colour=red&page=0&domain=people&domain=people')
  const notice = page.getByRole('note')
  for (const field of ['status', 'colour', 'page', 'domain']) await expect(notice).toContainText(field)
  await expect(page.locator('tr[data-ref]')).toHaveCount(29)
})

test('text from an address is shown as text', async ({ page }) => {
  await page.goto('/en/commitments?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&%3Cb%3E=1')
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible()
  await expect(page.locator('main img, main b')).toHaveCount(0)
})

test('a day before every agreement is not an error', async ({ page }) => {
  await page.goto('/en/commitments?asOf=2020-01-01')
  await expect(page.getByRole('heading', { name: /Nothing had been agreed by 1 Jan 2020/ })).toBeVisible()
  await page.getByRole('link', { name: 'Show today' }).click()
  await expect(page.locator('tr[data-ref]')).toHaveCount(29)
})

test('an address without a language is sent to the one the browser asks for', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto('/')
  await expect(page).toHaveURL(/\/zh$/)
  await context.close()
})

test.describe('while the database is away', () => {
  let server: Awaited<ReturnType<typeof startServer>>

  test.beforeAll(async () => {
    server = await startServer('postgresql://nobody:nothing@127.0.0.1:1/nowhere')
  })
  test.afterAll(() => server.stop())

  test('health is well, the rest says it is not ready', async ({ request }) => {
    expect((await request.get(`${server.address}/api/ready`)).status()).toBe(503)
    const response = await request.get(`${server.address}/api/v1/commitments`)
    expect(response.status()).toBe(503)
    expect(await response.json()).toEqual({ error: { code: 'UNAVAILABLE', message: expect.any(String), field: null } })
  })

  for (const [locale, title, again] of [
    ['zh', '页面暂时无法显示', '重试'],
    ['en', 'This page could not be shown', 'Try again'],
  ] as const)
    for (const javaScriptEnabled of [true, false])
      test(`a page says so with 503 and offers to try again (${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts)`, async ({
        browser,
      }) => {
        const context = await browser.newContext({ javaScriptEnabled })
        const page = await context.newPage()
        const address = `${server.address}/${locale}/commitments?status=UNDERWAY`
        const response = await page.goto(address)
        expect(response?.status()).toBe(503)
        expect(response?.headers()['retry-after']).toMatch(/^\d+$/)
        await expect(page.getByRole('heading', { name: title })).toBeVisible()
        const [asked] = await Promise.all([
          page.waitForRequest(address),
          page.getByRole('link', { name: again, exact: true }).click(),
        ])
        expect(asked.isNavigationRequest()).toBe(true)
        await context.close()
      })
})
