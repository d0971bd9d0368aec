import type { Locator, Page } from '@playwright/test'
import { expect, test } from './test'

const BRIEFING = '/source/wang-yi-briefing-2023-11-15'

type Item = { ref: string; titleZh: string; titleEn: string; status: string; condition: string }
type Detail = Item & { quotes: { text: string; start: number; end: number }[] }

const itemsOf = async (page: Page, query = ''): Promise<Item[]> =>
  (await (await page.request.get(`/api/v1/commitments?${query}`)).json()).items

const marksOf = (page: Page, ref: string) => page.locator(`.passage[data-refs~="${ref}"]`)
const words = (marks: Locator) => marks.locator('[data-words]').allTextContents()
/** The refs that have a mark, each once. */
const refsMarked = async (page: Page) => [
  ...new Set(
    (await page.locator('.passage').evaluateAll((all) => all.map((mark) => mark.getAttribute('data-refs')))).flatMap(
      (refs) => refs?.split(' ') ?? [],
    ),
  ),
]

for (const [locale, count] of [
  ['zh', 29],
  ['en', 3],
] as const)
  test(`from an item into its passage and back, for ${count} items (${locale})`, async ({ page }) => {
    test.setTimeout(240_000)
    const items = await itemsOf(page)
    expect(items).toHaveLength(29)
    for (const { ref } of items.slice(-count)) {
      const { quotes } = (await (await page.request.get(`/api/v1/commitments/${ref}`)).json()) as Detail
      await page.goto(`/${locale}/commitments/${ref}`)
      await page.getByRole('link', { name: locale === 'zh' ? '在原文中查看' : 'Open in the source' }).click()
      await page.waitForURL(`**/${locale}${BRIEFING}#${ref}`)

      const marks = marksOf(page, ref)
      await expect(marks.first()).toBeInViewport()
      for (const mark of await marks.all()) await expect(mark, ref).toHaveCSS('outline-style', 'solid')
      expect(await page.locator('.passage').evaluateAll(countOutlined), ref).toBe(await marks.count())
      const said = quotes.map((quote) => quote.text).join('\n')
      for (const text of await words(marks)) expect(said, ref).toContain(text)

      await marks.first().click()
      await page.waitForURL(`**/${locale}/commitments/${ref}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    }
  })

const countOutlined = (all: Element[]) => all.filter((mark) => getComputedStyle(mark).outlineStyle === 'solid').length

test('the marks stand where the record says they stand, and the text is the document’s own', async ({ page }) => {
  await page.goto(`/zh${BRIEFING}`)
  for (const { ref } of await itemsOf(page)) {
    const { quotes } = (await (await page.request.get(`/api/v1/commitments/${ref}`)).json()) as Detail
    for (const mark of await marksOf(page, ref).all()) {
      const start = Number(await mark.getAttribute('data-start'))
      const text = (await words(mark))[0] ?? ''
      expect(
        quotes.some((quote) => quote.text.slice(start - quote.start, start - quote.start + text.length) === text),
        ref,
      ).toBe(true)
    }
  }
  await expect(page.getByRole('heading', { level: 3 })).toHaveCount(5)
  await expect(page.locator('.source-map')).not.toContainText('**')
  await expect(page.locator('.source-map')).not.toContainText('# ')
})

test('the keyboard walks from mark to mark, in the order of the text, and into the item', async ({ page }) => {
  await page.goto(`/zh${BRIEFING}`)
  const items = await itemsOf(page)
  const stops = page.locator('.passage:not([tabindex="-1"])')
  await stops.first().focus()
  const walked: string[] = []
  for (let stop = 0; stop < (await stops.count()); stop++) {
    await expect(stops.nth(stop)).toBeFocused()
    walked.push((await stops.nth(stop).getAttribute('data-refs')) ?? '')
    await page.keyboard.press('Tab')
  }
  expect([...new Set(walked)]).toEqual(items.map((item) => item.ref))

  const suspended = page.getByRole('link', { name: '军控和防扩散' })
  await expect(suspended).toHaveAccessibleName(/SF-09.*军控.*已约定，暂停/)
  await suspended.focus()
  await expect(suspended).toHaveCSS('outline-style', 'solid')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/zh/commitments/SF-09')
})

test('the legend leads the keyboard to the first mark', async ({ page }) => {
  await page.goto(`/en${BRIEFING}?domain=security`)
  await page.getByRole('link', { name: 'To the first' }).press('Enter')
  await expect(marksOf(page, 'SF-24')).toBeInViewport()
  await expect(marksOf(page, 'SF-24')).toHaveCSS('outline-style', 'solid')
  await page.keyboard.press('Tab')
  await expect(marksOf(page, 'SF-24')).toBeFocused()
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('every entry of the legend marks exactly the rows that the table has', async ({ page }) => {
      await page.goto(`/en${BRIEFING}`)
      const entries = await page.locator('nav a[rel=nofollow]').evaluateAll((all) =>
        all.map((entry) => ({
          href: entry.getAttribute('href') ?? '',
          count: Number(entry.lastElementChild?.textContent),
        })),
      )
      expect(entries.length).toBeGreaterThan(12)
      for (const { href, count } of entries) {
        await page.goto(href)
        const listed = await itemsOf(page, new URL(page.url()).searchParams.toString())
        expect(await refsMarked(page), href).toEqual(listed.map((item) => item.ref))
        expect(listed, href).toHaveLength(count)
        await expect(page.getByRole('status')).toContainText(`${count} of 29`)
      }
    })

    test('entries add up, come off again, and keep the day', async ({ page }) => {
      await page.goto(`/en${BRIEFING}?asOf=2024-07-18`)
      await page.getByRole('navigation', { name: 'Condition' }).getByRole('link', { name: 'Suspended' }).click()
      await page.waitForURL('**condition=SUSPENDED**')
      expect(await refsMarked(page)).toEqual(['SF-09'])
      const dialogue = page.getByRole('link', { name: /^Dialogue and cooperation/ })
      await dialogue.click()
      await page.waitForURL('**domain=dialogue**')
      await expect(dialogue).toHaveAttribute('aria-current', 'true')
      expect(new URL(page.url()).searchParams.get('asOf')).toBe('2024-07-18')
      await page.getByRole('link', { name: 'Mark all' }).click()
      await page.waitForURL(/source\/[^?]+\?asOf=2024-07-18$/)
      expect(await refsMarked(page)).toHaveLength(29)
    })
  })

test('a mark has the colour of its status on the day, and hatching while it does not move', async ({ page }) => {
  for (const asOf of ['2023-11-15', '2024-07-16', '2024-07-18', '2025-12-31']) {
    await page.goto(`/en${BRIEFING}?asOf=${asOf}`)
    for (const { ref, status, condition } of await itemsOf(page, `asOf=${asOf}`)) {
      const mark = marksOf(page, ref).first()
      expect(await mark.getAttribute('style'), `${ref} on ${asOf}`).toContain(`--status-${status ?? 'UNASSESSED'}`)
      const isHalted = ['STALLED', 'SUSPENDED', 'REVERSED'].includes(condition)
      expect(await mark.evaluate((one) => getComputedStyle(one).backgroundImage !== 'none'), ref).toBe(isHalted)
      await expect(mark).toHaveAttribute('href', `/en/commitments/${ref}?asOf=${asOf}`)
    }
  }
})

test('in English each mark has its English title, beside the text and in its name', async ({ page }) => {
  await page.goto(`/en${BRIEFING}`)
  for (const { ref, titleEn } of await itemsOf(page)) {
    await expect(page.locator('.source-map li', { hasText: ref })).toContainText(titleEn)
    await expect(marksOf(page, ref).first()).toContainText(titleEn)
  }
  await expect(page.locator('.source-map p').first()).toHaveAttribute('lang', 'zh-CN')
})

test('the lines of the text are of a length that reads well', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1000 })
  await page.goto(`/zh${BRIEFING}`)
  const characters = await page
    .locator('p.source-text')
    .first()
    .evaluate((text) => text.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(text).fontSize))
  expect(characters).toBeGreaterThanOrEqual(35)
  expect(characters).toBeLessThanOrEqual(40)
})

for (const [locale, nothing, before, clear] of [
  ['zh', '没有标出任何文字', '截至2023年1月1日尚无协议', '全部标出'],
  ['en', 'Nothing is marked', 'Nothing had been agreed by 1 Jan 2023', 'Mark all'],
] as const) {
  test(`a filter that leaves nothing says so, and the text is still there (${locale})`, async ({ page }) => {
    await page.goto(`/${locale}${BRIEFING}?status=UNASSESSED`)
    await expect(page.getByText(nothing)).toBeVisible()
    await expect(page.locator('.passage')).toHaveCount(0)
    await expect(page.locator('.source-map')).toContainText('重启中美农业联委会')
    await page.getByRole('link', { name: clear }).click()
    await expect(page.locator('.passage')).not.toHaveCount(0)
  })

  test(`a day before the agreement has no source yet (${locale})`, async ({ page }) => {
    await page.goto(`/${locale}${BRIEFING}?asOf=2023-01-01`)
    await expect(page.getByRole('heading', { name: before })).toBeVisible()
    await page.locator('main a').first().click()
    await expect(page.locator('.passage').first()).toBeAttached()
  })

  test(`a document that is not there is a 404 page (${locale})`, async ({ page }) => {
    for (const slug of ['no-such-document', 'x%00y', '..%2f', '%E4%B8%AD', '%E0%A4%A', "x'--"]) {
      const response = await page.goto(`/${locale}/source/${slug}`)
      expect(response?.status(), slug).toBe(404)
    }
  })
}

test('what the address does not say rightly is named and ignored', async ({ page }) => {
  await page.goto(`/en${BRIEFING}?status=DONE&page=2`)
  await expect(page.getByRole('note')).toContainText('2 parts of the address')
  expect(await refsMarked(page)).toHaveLength(29)
})

test('the way in is in the navigation; with one document it leads right to it', async ({ page }) => {
  await page.goto('/zh')
  await page.getByRole('navigation').getByRole('link', { name: '原文' }).click()
  await page.waitForURL(`**/zh${BRIEFING}`)
  await expect(page.getByRole('navigation').getByRole('link', { name: '原文' })).toHaveAttribute('aria-current', 'page')
})
