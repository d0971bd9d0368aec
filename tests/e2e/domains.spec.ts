import type { APIRequestContext } from '@playwright/test'
import { countsIn, refsFromApi, refsInView, rowsAt } from './pages'
import { expect, test } from './test'

const DOMAINS = ['guiding-principles', 'dialogue', 'people', 'global-governance', 'security', 'follow-through']
const DAY = '2024-07-18'

async function expectRows(request: APIRequestContext, counts: Map<string, number>): Promise<void> {
  for (const [href, count] of counts) expect(await rowsAt(request, href), href).toBe(count)
}

for (const slug of DOMAINS)
  test(`every number on ${slug} leads to exactly that many rows`, async ({ page, request }) => {
    await page.goto(`/en/domains/${slug}`)
    const counts = await countsIn(page)
    expect(counts.size).toBeGreaterThan(2)
    await expectRows(request, counts)
  })

for (const path of ['/zh/domains', `/en/domains?asOf=${DAY}`, `/zh/domains/dialogue?asOf=${DAY}`, '/en/method'])
  test(`every number on ${path} leads to exactly that many rows`, async ({ page, request }) => {
    await page.goto(path)
    const counts = await countsIn(page)
    expect(counts.size).toBeGreaterThan(7)
    await expectRows(request, counts)
  })

test('a number that was clicked opens its rows', async ({ page }) => {
  await page.goto('/zh/domains')
  const link = page.locator('tr[data-domain=dialogue] td a').last()
  const count = Number(await link.textContent())
  await link.click()
  await page.waitForURL('**/commitments?domain=dialogue')
  await expect(page.locator('tr[data-ref]')).toHaveCount(count)
})

for (const query of ['', `?asOf=${DAY}`])
  test(`the lines of a domain end where its table stands${query && ', on an earlier day'}`, async ({
    page,
    request,
  }) => {
    await page.goto(`/en/domains/security${query}`)
    const { items } = await (await request.get(`/api/v1/commitments${query || '?'}&domain=security`)).json()
    expect(await refsInView(page)).toEqual(items.map((item: { ref: string }) => item.ref))
    for (const item of items) {
      const line = page.locator(`[data-line="${item.ref}"]`)
      await expect(line.locator('[data-status]').last()).toHaveAttribute('data-status', item.status)
      const halted = ['STALLED', 'SUSPENDED', 'REVERSED'].includes(item.condition)
      await expect(line.locator('[data-status]').last().and(line.locator('[data-halted]'))).toHaveCount(Number(halted))
      await expect(line.locator('[data-dot=DIRECT]')).toHaveCount(item.followUps)
    }
  })

test('a reader walks through the domains in the order of the agreement, on the day they asked about', async ({
  page,
}) => {
  await page.goto(`/en/domains/${DOMAINS[0]}?asOf=${DAY}`)
  await expect(page.locator('main a[rel=prev]')).toHaveCount(0)
  for (const slug of DOMAINS.slice(1)) {
    await page.locator('main a[rel=next]').click()
    await page.waitForURL(`**/domains/${slug}?asOf=${DAY}`)
  }
  await expect(page.locator('main a[rel=next]')).toHaveCount(0)
})

test('a heading of a domain’s table sorts its commitments in the table of all', async ({ page, request }) => {
  await page.goto(`/en/domains/dialogue?asOf=${DAY}`)
  await page.getByRole('columnheader', { name: 'Progress' }).locator('button[form=sort]').click()
  await page.waitForURL('**/commitments?**')
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    domain: 'dialogue',
    asOf: DAY,
    sort: 'progress',
  })
  expect(await refsInView(page)).toEqual(await refsFromApi(request, page))
})

for (const [locale, notFound] of [
  ['zh', '这里没有内容'],
  ['en', 'There is nothing here'],
] as const)
  for (const slug of ['nowhere', '%E4%B8%AD', 'dialogue%20x'])
    test(`/${locale}/domains/${slug} is a 404 page`, async ({ page }) => {
      const response = await page.goto(`/${locale}/domains/${slug}`)
      expect(response?.status()).toBe(404)
      await expect(page.getByRole('heading', { name: notFound })).toBeVisible()
    })

test('a day before the agreement is a state of its own', async ({ page }) => {
  for (const path of ['domains', 'domains/dialogue']) {
    await page.goto(`/zh/${path}?asOf=2023-01-01`)
    await page.getByRole('heading', { name: '截至2023年1月1日尚无协议' }).waitFor()
    await page.getByRole('link', { name: '查看今天' }).click()
    await expect(page).toHaveURL(new RegExp(`/zh/${path}$`))
  }
})
