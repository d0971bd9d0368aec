import { languagesOf } from '../support/full'
import { refsInView } from './pages'
import { read, refsFromApi } from './read'
import { expect, test } from './test'

const WORDS = {
  zh: {
    domain: '对话合作',
    status: '推进中',
    progress: '进度',
    group: '类型',
    search: '搜索',
    title: '海洋',
    item: 'SF-08',
  },
  en: {
    domain: 'Dialogue and cooperation',
    status: 'Underway',
    progress: 'Progress',
    group: 'Type',
    search: 'Search',
    title: 'MARITIME',
    item: 'SF-08',
  },
} as const

for (const locale of languagesOf(0)) {
  const words = WORDS[locale]

  test(`a reader walks from a bar to an item and back (${locale})`, async ({ page, request }) => {
    await page.goto(`/${locale}`)
    await page.locator('[data-chart] a').first().waitFor()
    const { counts } = await read(request, `/${locale}`)
    const drawn = await page
      .locator('[data-chart] a')
      .evaluateAll((all) => all.map((link) => [link.getAttribute('href'), Number(link.getAttribute('data-count'))]))
    expect(drawn.length).toBeGreaterThan(10)
    for (const [href, count] of drawn) expect(counts().get(String(href)), String(href)).toBe(count)
    const bar = page.locator('[data-chart] a', { hasText: new RegExp(`${words.domain}.*${words.status}`) })
    const count = Number(await bar.getAttribute('data-count'))
    expect(count).toBeGreaterThan(0)

    await bar.click()
    await page.waitForURL('**/commitments?*')
    await expect(page.locator('tr[data-ref]')).toHaveCount(count)
    expect(await refsInView(page)).toEqual(await refsFromApi(request, page.url()))
    const summary = await (await request.get('/api/v1/summary?domain=dialogue')).json()
    expect(summary.groups[0].byStatus.UNDERWAY).toBe(count)
    await expect(page.getByRole('status')).toContainText(String(count))

    const heading = page.getByRole('columnheader', { name: words.progress })
    await expect(heading).toHaveAttribute('aria-sort', 'none')
    await heading.locator('button[form=sort]').click()
    await page.waitForURL('**sort=progress**')
    await expect(heading).toHaveAttribute('aria-sort', 'ascending')
    const second = page.getByRole('columnheader').nth(1)
    await second.locator('button[form=sort]').click({ modifiers: ['Shift'] })
    await page.waitForURL(/sort=progress,title/)
    expect(await refsInView(page)).toEqual(await refsFromApi(request, page.url()))

    await page.getByRole('link', { name: words.group, exact: true }).click()
    await page.waitForURL('**groupBy=type**')
    const groups = page.locator('tbody[data-group]')
    for (const group of await groups.all())
      await expect(group.locator('th[scope=rowgroup]')).toContainText(
        String(await group.locator('tr[data-ref]').count()),
      )
    expect(await page.locator('tbody[data-group] tr[data-ref]').count()).toBe(count)

    await page.getByRole('searchbox').fill(words.title)
    await page.getByRole('button', { name: words.search, exact: true }).click()
    await page.waitForURL('**q=**')
    await expect(page.locator('tr[data-ref]')).toHaveCount(1)
    expect(await refsInView(page)).toEqual([words.item])

    await page.locator('tr[data-ref] a').click()
    await page.waitForURL(`**/commitments/${words.item}?**`)
    const item = await (await request.get(`/api/v1/commitments/${words.item}`)).json()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(locale === 'zh' ? item.titleZh : item.titleEn)
    await expect(page.locator('blockquote').first()).toContainText(item.quotes[0].text)
    await expect(page.locator('[id^=follow-up-]')).toHaveCount(item.followUpList.length)

    await page.goBack()
    await page.waitForURL('**q=**')
    expect(await refsInView(page)).toEqual([words.item])
    await expect(page.getByRole('searchbox')).toHaveValue(words.title)
  })
}
