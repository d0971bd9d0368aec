import { LOCALES } from '../../lib/locale'
import { pick } from '../support/full'
import { startServer } from '../support/server'
import { read } from './read'
import { expect, test } from './test'

const NOT_FOUND = {
  zh: { title: '这里没有内容', out: '查看全部条目' },
  en: { title: 'There is nothing here', out: 'To all commitments' },
}
const NOWHERE = [
  '/commitments/SF-99',
  '/commitments/SF-99.',
  '/commitments/%E4%B8%AD',
  '/commitments/SF-01%20x',
  '/commitments/%E0%A4%A',
  '/domains/nowhere',
  '/domains/%E4%B8%AD',
  '/domains/dialogue%20x',
  ...['no-such-document', 'x%00y', '%E4%B8%AD', '%E0%A4%A', "x'--"].map((slug) => `/source/${slug}`),
  '/nowhere/at/all',
]

for (const locale of LOCALES) {
  const { title, out } = NOT_FOUND[locale]

  for (const path of NOWHERE)
    test(`/${locale}${path} is a 404 page`, async ({ request }) => {
      const response = await request.get(`/${locale}${path}`)
      expect(response.status()).toBe(404)
      expect(await response.text()).toContain(title)
    })

  for (const path of pick(NOWHERE, [locale === 'zh' ? '/commitments/SF-99' : '/nowhere/at/all']))
    test(`/${locale}${path} has a way out`, async ({ page, allowErrors }) => {
      allowErrors(/status of 404/)
      await page.goto(`/${locale}${path}`)
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await page.getByRole('link', { name: out }).click()
      await expect(page.locator('tr[data-ref]')).toHaveCount(29)
    })
}

test('a document cannot be a way out of its folder', async ({ request }) => {
  for (const locale of LOCALES) expect((await request.get(`/${locale}/source/..%2f`)).status()).toBe(404)
})

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

test('a search of 200 Chinese characters is answered, and a longer one is named and not searched for', async ({
  request,
}) => {
  const queryOf = (length: number) => `q=${encodeURIComponent('海'.repeat(length))}`
  const found = await request.get(`/api/v1/commitments?${queryOf(200)}`)
  expect([found.status(), (await found.json()).total]).toEqual([200, 0])
  const refused = await request.get(`/api/v1/commitments?${queryOf(201)}`)
  expect([refused.status(), (await refused.json()).error.field]).toEqual([400, 'q'])
  const page = await read(request, `/en/commitments?${queryOf(201)}`)
  expect(page.text('[role=note]')).toContain('“q” is longer than 200 characters, so that nothing was searched for')
  expect(page.refs()).toHaveLength(29)
  expect((await request.get(`/en/commitments?${queryOf(10_000)}`)).status()).toBe(414)
})

test('a hundred parts that an address says wrongly are named in five lines and a number', async ({ request }) => {
  const many = Array.from({ length: 100 }, (_, n) => `x${n}=1`).join('&')
  const page = await read(request, `/en/commitments?${many}`)
  expect(page.count('[role=note] li')).toBe(6)
  expect(page.text('[role=note]')).toContain('and 95 more')
  expect((await request.get(`/en/commitments?${many}&x=1`)).status()).toBe(400)
})

test('a search without a match says so and leads back', async ({ request }) => {
  const page = await read(request, '/zh/commitments?q=%E7%81%AB%E6%98%9F&status=FULFILLED')
  expect(page.texts('h2')).toContain('没有符合的条目')
  const [back = ''] = page.linksTo('清除搜索和筛选')
  expect((await read(request, back)).refs()).toHaveLength(29)
})

test('what an address says wrongly is named and ignored', async ({ request }) => {
  const page = await read(request, '/en/commitments?status=DONE&colour=red&page=0&domain=people&domain=people')
  for (const field of ['status', 'colour', 'page', 'domain']) expect(page.text('[role=note]')).toContain(field)
  expect(page.refs()).toHaveLength(29)
})

test('text from an address is shown as text', async ({ page }) => {
  await page.goto('/en/commitments?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&%3Cb%3E=1')
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible()
  await expect(page.locator('main img, main b')).toHaveCount(0)
})

test('a day before every agreement is not an error', async ({ request }) => {
  const page = await read(request, '/en/commitments?asOf=2020-01-01')
  expect(page.text()).toContain('Nothing had been agreed by 1 Jan 2020')
  const [back = ''] = page.linksTo('Show today')
  expect((await read(request, back)).refs()).toHaveLength(29)
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
    for (const javaScriptEnabled of pick([true, false], [locale === 'zh']))
      test(`a page says so with 503 and offers to try again (${locale}, ${javaScriptEnabled ? 'with' : 'without'} scripts)`, async ({
        browser,
        allowErrors,
      }) => {
        allowErrors(/status of 503/)
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
