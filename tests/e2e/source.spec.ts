import type { APIRequestContext, Page } from '@playwright/test'
import { LOCALES, type Locale } from '../../lib/locale'
import { FULL, pick } from '../support/full'
import type { Html } from '../support/html'
import { read } from './read'
import { expect, test } from './test'

const BRIEFING = '/source/wang-yi-briefing-2023-11-15'
const TO_SOURCE = { zh: '在原文中查看', en: 'Open in the source' }

type Item = { ref: string; titleZh: string; titleEn: string; status: string; condition: string }
type Detail = Item & { quotes: { text: string; start: number; end: number }[] }

const itemsOf = async (request: APIRequestContext, query = ''): Promise<Item[]> =>
  (await (await request.get(`/api/v1/commitments?${query}`)).json()).items
const detailOf = async (request: APIRequestContext, ref: string): Promise<Detail> =>
  (await request.get(`/api/v1/commitments/${ref}`)).json()

const marksOf = (page: Page, ref: string) => page.locator(`.passage[data-refs~="${ref}"]`)
/** The refs that have a mark, each once. */
const refsMarked = (page: Html): string[] => [
  ...new Set(page.attributes('.passage', 'data-refs').flatMap((refs) => refs?.split(' ') ?? [])),
]
/** The same of a page in the browser. */
const refsMarkedIn = async (page: Page): Promise<string[]> => {
  const refs = await page.locator('.passage').evaluateAll((all) => all.map((mark) => mark.getAttribute('data-refs')))
  return [...new Set(refs.flatMap((some) => some?.split(' ') ?? []))]
}

/** Three that differ: with several passages, suspended, and the last of the text; in the full run all. */
const WALKED: Record<Locale, readonly string[]> = { zh: ['SF-09', 'SF-29'], en: ['SF-01'] }
const ALL = Array.from({ length: 29 }, (_, n) => `SF-${String(n + 1).padStart(2, '0')}`)

for (const locale of LOCALES)
  for (const ref of FULL ? ALL : WALKED[locale])
    test(`from ${ref} into its passage and back (${locale})`, async ({ page, request }) => {
      const { quotes } = await detailOf(request, ref)
      await page.goto(`/${locale}/commitments/${ref}`)
      await page.getByRole('link', { name: TO_SOURCE[locale] }).click()
      await page.waitForURL(`**/${locale}${BRIEFING}#${ref}`)

      const marks = marksOf(page, ref)
      await expect(marks.first()).toBeInViewport()
      for (const mark of await marks.all()) await expect(mark).toHaveCSS('outline-style', 'solid')
      expect(await page.locator('.passage').evaluateAll(countOutlined)).toBe(await marks.count())
      const said = quotes.map((quote) => quote.text).join('\n')
      for (const text of await marks.locator('[data-words]').allTextContents()) expect(said).toContain(text)

      await marks.first().click()
      await page.waitForURL(`**/${locale}/commitments/${ref}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    })

const countOutlined = (all: Element[]) => all.filter((mark) => getComputedStyle(mark).outlineStyle === 'solid').length

for (const locale of LOCALES)
  test(`every item leads to its mark, which leads back, and the marks stand where the record says (${locale})`, async ({
    request,
  }) => {
    const page = await read(request, `/${locale}${BRIEFING}`)
    const items = await itemsOf(request)
    expect(items.map(({ ref }) => ref)).toEqual(ALL)
    for (const { ref, titleZh, titleEn } of items) {
      const { quotes } = await detailOf(request, ref)
      const marks = page.all(`.passage[data-refs~="${ref}"]`)
      expect(marks.length, ref).toBeGreaterThan(0)
      expect(page.count(`[id="${ref}"]`), ref).toBe(1)
      for (const mark of marks) {
        const start = Number(mark.getAttribute('data-start'))
        const text = mark.querySelector('[data-words]')?.textContent ?? ''
        const isThere = ({ text: words, start: at }: Detail['quotes'][number]) =>
          words.slice(start - at, start - at + text.length) === text
        expect(text.length > 0 && quotes.some(isThere), ref).toBe(true)
      }
      expect(marks[0]?.getAttribute('href'), ref).toMatch(new RegExp(`^/${locale}/commitments/SF-`))
      // The page of an item in the other language has the same link, which the full run reads.
      if (!FULL && locale === 'en') continue
      const item = await read(request, `/${locale}/commitments/${ref}`)
      expect(item.linksTo(TO_SOURCE[locale]), ref).toContain(`/${locale}${BRIEFING}#${ref}`)
      expect(item.text('h1'), ref).toBe(locale === 'zh' ? titleZh : titleEn)
    }
    expect(page.count('h3')).toBe(5)
    expect(page.text('.source-map')).not.toMatch(/\*\*|# /)
  })

test('the keyboard walks from mark to mark, in the order of the text, and into the item', async ({ page, request }) => {
  await page.goto(`/zh${BRIEFING}`)
  const items = await itemsOf(request)
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

test('every entry of the legend marks exactly the rows that the table has', async ({ request }) => {
  const entries = (await read(request, `/en${BRIEFING}`)).all('nav a[rel=nofollow]').map((entry) => ({
    href: entry.getAttribute('href') ?? '',
    count: Number(entry.querySelectorAll('*').at(-1)?.textContent),
  }))
  expect(entries.length).toBeGreaterThan(12)
  for (const { href, count } of entries) {
    const marked = await read(request, href)
    const listed = await itemsOf(request, href.split('?')[1])
    expect(refsMarked(marked), href).toEqual(listed.map((item) => item.ref))
    expect(listed, href).toHaveLength(count)
    expect(marked.texts('[role=status]').join(), href).toContain(`${count} of 29`)
  }
})

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('entries add up, come off again, and keep the day', async ({ page }) => {
      await page.goto(`/en${BRIEFING}?asOf=2024-07-18`)
      await page.getByRole('navigation', { name: 'Condition' }).getByRole('link', { name: 'Suspended' }).click()
      await page.waitForURL('**condition=SUSPENDED**')
      expect(await refsMarkedIn(page)).toEqual(['SF-09'])
      const dialogue = page.getByRole('link', { name: /^Dialogue and cooperation/ })
      await dialogue.click()
      await page.waitForURL('**domain=dialogue**')
      await expect(dialogue).toHaveAttribute('aria-current', 'true')
      expect(new URL(page.url()).searchParams.get('asOf')).toBe('2024-07-18')
      await page.getByRole('link', { name: 'Mark all' }).click()
      await page.waitForURL(/source\/[^?]+\?asOf=2024-07-18$/)
      expect(await refsMarkedIn(page)).toHaveLength(29)
    })
  })

test('a mark has the colour of its status on the day, and hatching while it does not move', async ({
  page,
  request,
}) => {
  for (const asOf of pick(['2023-11-15', '2024-07-16', '2024-07-18', '2025-12-31'], ['2024-07-18'])) {
    await page.goto(`/en${BRIEFING}?asOf=${asOf}`)
    const hatched = await page
      .locator('.passage')
      .evaluateAll((all) =>
        all
          .filter((one) => getComputedStyle(one).backgroundImage !== 'none')
          .map((one) => one.getAttribute('data-refs')),
      )
    const marks = await read(request, `/en${BRIEFING}?asOf=${asOf}`)
    for (const { ref, status, condition } of await itemsOf(request, `asOf=${asOf}`)) {
      const [mark] = marks.all(`.passage[data-refs~="${ref}"]`)
      expect(mark?.getAttribute('style'), `${ref} on ${asOf}`).toContain(`--status-${status ?? 'UNASSESSED'}`)
      const isHalted = ['STALLED', 'SUSPENDED', 'REVERSED'].includes(condition)
      expect(hatched.includes(mark?.getAttribute('data-refs') ?? ''), ref).toBe(isHalted)
      expect(mark?.getAttribute('href')).toBe(`/en/commitments/${ref}?asOf=${asOf}`)
    }
  }
})

test('in English each mark has its English title, beside the text and in its name', async ({ request }) => {
  const page = await read(request, `/en${BRIEFING}`)
  for (const { ref, titleEn } of await itemsOf(request)) {
    expect(
      page.texts('.source-map li').find((note) => note.includes(ref)),
      ref,
    ).toContain(titleEn)
    expect(page.text(`.passage[data-refs~="${ref}"]`), ref).toContain(titleEn)
  }
  expect(page.attributes('.source-map p', 'lang')[0]).toBe('zh-CN')
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
  test(`a filter that leaves nothing says so, and the text is still there (${locale})`, async ({ request }) => {
    const page = await read(request, `/${locale}${BRIEFING}?status=UNASSESSED`)
    expect(page.text('main')).toContain(nothing)
    expect(page.count('.passage')).toBe(0)
    expect(page.text('.source-map')).toContain('重启中美农业联委会')
    const [all = ''] = page.linksTo(clear)
    expect(refsMarked(await read(request, all))).toHaveLength(29)
  })

  test(`a day before the agreement has no source yet (${locale})`, async ({ request }) => {
    const page = await read(request, `/${locale}${BRIEFING}?asOf=2023-01-01`)
    expect(page.text('h1')).toBe(before)
    const [back = ''] = page.attributes('main a', 'href')
    expect(refsMarked(await read(request, back))).toHaveLength(29)
  })
}

test('what the address does not say rightly is named and ignored', async ({ request }) => {
  const page = await read(request, `/en${BRIEFING}?status=DONE&page=2`)
  expect(page.text('[role=note]')).toContain('2 parts of the address')
  expect(refsMarked(page)).toHaveLength(29)
})

test('the way in is in the navigation; with one document it leads right to it', async ({ page }) => {
  await page.goto('/zh')
  await page.getByRole('navigation').getByRole('link', { name: '原文' }).click()
  await page.waitForURL(`**/zh${BRIEFING}`)
  await expect(page.getByRole('navigation').getByRole('link', { name: '原文' })).toHaveAttribute('aria-current', 'page')
})
