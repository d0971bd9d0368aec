import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { ImportedAgreement } from '../../lib/import'
import { LOCALES } from '../../lib/locale'
import { openLedger } from '../support/server'
import { crowdedAgreement, unquotedCommitment } from '../support/unusual-agreements'
import { expect, test } from './test'

const PHONE = 390
const DESK = 1440
const DAY_BEFORE = '2023-11-14'

const EMPTY = { zh: '台账是空的', en: 'The ledger is empty' }
const BEFORE = { zh: '截至2023年11月14日尚无协议', en: 'Nothing had been agreed by 14 Nov 2023' }
const NO_SOURCE = { zh: '没有原文文件', en: 'There is no source text' }
const UNQUOTED = { zh: '没有条目引用这份文件', en: 'No commitment quotes this document' }
const UNQUOTED_ITEM = { zh: '没有为本条目引用原文', en: 'No words of a source are quoted for this commitment' }
const NO_MATCH = { zh: '没有符合的条目', en: 'Nothing matches' }
const CLEAR = { zh: '清除搜索和筛选', en: 'Clear search and filters' }
const TO_TODAY = { zh: /^(查看|回到)今天$/, en: /^(Show|Back to) today$/ }

/** The address of a ledger with these agreements alone, for the tests of a `describe`, which run one after another. */
function ownLedger(...agreements: ImportedAgreement[]): { address: string } {
  const held = {} as Awaited<ReturnType<typeof openLedger>>
  test.describe.configure({ mode: 'serial' })
  test.beforeAll(async () => {
    Object.assign(held, await openLedger(...agreements))
  })
  test.afterAll(() => held.close?.())
  return held
}

/** Opens a page, on which axe finds nothing, and every word is in sight on a phone and on a desk. */
async function expectReadable(page: Page, address: string, { titles = false } = {}): Promise<void> {
  await page.setViewportSize({ width: PHONE, height: 900 })
  expect((await page.goto(address))?.status()).toBe(200)
  await expect(page.locator('main h1')).toHaveCount(1)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
  for (const width of [PHONE, DESK]) {
    await page.setViewportSize({ width, height: 900 })
    const { cut, long } = await longTextsIn(page)
    expect(cut, `at ${width} px`).toEqual([])
    if (titles) expect(long).toBeGreaterThan(0)
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(await overflow(), `at ${width} px`).toBeLessThanOrEqual(0)
  }
}

/** How many texts of 200 characters are shown, and those that leave their own box or are cut off by one around it. */
const longTextsIn = (page: Page) =>
  page.evaluate(() => {
    const cut: string[] = []
    let long = 0
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const range = document.createRange()
      range.selectNodeContents(text)
      const { left, right, top, bottom, width } = range.getBoundingClientRect()
      const parent = text.parentElement
      if ((text.textContent ?? '').length < 200 || width < 1 || !parent || parent.closest('.sr-only, script')) continue
      long += 1
      let own = true
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        const { display, overflowX, overflowY } = getComputedStyle(box)
        const edge = box.getBoundingClientRect()
        const beside = left < edge.left - 1 || right > edge.right + 1
        const above = top < edge.top - 1 || bottom > edge.bottom + 1
        const leaves = own && display !== 'inline' && beside
        if (leaves || (/hidden|clip/.test(`${overflowX} ${overflowY}`) && (beside || above)))
          cut.push(box.outerHTML.slice(0, 160))
        own &&= display === 'inline'
      }
    }
    return { cut, long }
  })

/** The names beside the bars, and those of them that leave the room beside their own bar. */
const namesIn = (page: Page) =>
  page.locator('[data-chart] [data-name]').evaluateAll((names) => {
    const leaves = (name: Element) => {
      const own = name.getBoundingClientRect()
      const room = name.closest('foreignObject')?.getBoundingClientRect() ?? new DOMRect()
      return own.top < room.top || own.bottom > room.bottom || own.left < room.left || own.right > room.right + 1
    }
    return { all: names.map((name) => name.textContent), cut: names.filter(leaves).map((name) => name.textContent) }
  })

test.describe('a ledger without an agreement', () => {
  const ledger = ownLedger()
  for (const locale of LOCALES) {
    for (const path of ['', '/commitments', `/commitments?asOf=${DAY_BEFORE}`, '/domains', '/source'])
      test(`says on /${locale}${path} that it is empty`, async ({ page }) => {
        await expectReadable(page, `${ledger.address}/${locale}${path}`)
        await expect(page.getByRole('heading', { level: 1, name: EMPTY[locale] })).toBeVisible()
      })

    for (const path of ['/method', '/changes'])
      test(`explains itself all the same on /${locale}${path}`, ({ page }) =>
        expectReadable(page, `${ledger.address}/${locale}${path}`))
  }
})

test.describe('a ledger of one commitment that came without a document', () => {
  const ledger = ownLedger(unquotedCommitment())
  for (const locale of LOCALES) {
    const paths = ['', '/commitments', '/commitments/T-01', '/domains', '/domains/dialogue', '/domains/security']
    for (const path of [...paths, '/changes'])
      test(`reads well on /${locale}${path}`, async ({ page }) => {
        await expectReadable(page, `${ledger.address}/${locale}${path}`)
        await expect(page.locator('main')).not.toContainText(/\b1 (commitments|items|follow-ups)\b|undefined|null|NaN/)
        await expect(page.locator('blockquote')).toHaveCount(0)
      })

    test(`says that no words are quoted (${locale})`, async ({ page }) => {
      await page.goto(`${ledger.address}/${locale}/commitments/T-01`)
      await expect(page.getByText(UNQUOTED_ITEM[locale])).toBeVisible()
    })

    for (const path of ['/source', `/source?asOf=${DAY_BEFORE}`])
      test(`has no text to show on /${locale}${path}`, async ({ page }) => {
        await expectReadable(page, `${ledger.address}/${locale}${path}`)
        const name = path === '/source' ? NO_SOURCE[locale] : BEFORE[locale]
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
      })
  }

  test('counts one of a thing in the singular', async ({ request }) => {
    for (const path of ['', '/commitments', '/domains/dialogue', '/method'])
      expect(await (await request.get(`${ledger.address}/en${path}`)).text(), path).toMatch(
        />1 commitment\b|\b1 commitment\b/,
      )
  })
})

test.describe('a ledger of forty domains and titles of two hundred characters', () => {
  const crowded = crowdedAgreement()
  const ledger = ownLedger(crowded)
  const filled = crowded.domains.filter(({ slug }) => crowded.commitments.some(({ domain }) => domain === slug))

  for (const locale of LOCALES) {
    const at = (path: string) => `${ledger.address}/${locale}${path}`

    for (const path of [
      '/changes',
      '/commitments',
      '/commitments/T-01',
      '/commitments/T-02',
      '/domains/domain-1',
      '/domains/domain-2',
    ])
      test(`shows whole titles on /${locale}${path}`, ({ page }) => expectReadable(page, at(path), { titles: true }))

    for (const measure of ['', '?measure=share'])
      test(`names every domain that has commitments in chart and table on /${locale}${measure}`, async ({ page }) => {
        await expectReadable(page, at(measure), { titles: true })
        for (const width of [DESK, PHONE]) {
          await page.setViewportSize({ width, height: 900 })
          await page.locator('[data-chart]').scrollIntoViewIfNeeded()
          await expect(page.locator('[data-chart] svg a')).toHaveCount(filled.length)
          const { all, cut } = await namesIn(page)
          const names = filled.map(({ nameZh, nameEn }) => (locale === 'zh' ? nameZh : nameEn))
          expect(all.map((name) => name?.replace(/\s?[(（]1[)）]$/, ''))).toEqual(names)
          expect(cut, `at ${width} px`).toEqual([])
          expect(await page.locator('[data-chart] + section tbody th').allTextContents()).toEqual(names)
        }
      })

    test(`compares all domains, those without a commitment too (${locale})`, async ({ page }) => {
      await expectReadable(page, at('/domains'))
      await expect(page.locator('tr[data-domain]')).toHaveCount(crowded.domains.length)
      await expectReadable(page, at('/domains/domain-4'))
    })

    test(`shows a document that nothing quotes (${locale})`, async ({ page }) => {
      await expectReadable(page, at('/source'))
      await expect(page.getByText(UNQUOTED[locale])).toBeVisible()
    })

    test(`says that no commitment has a status, and leads back to all (${locale})`, async ({ page }) => {
      await expectReadable(page, at('/commitments?status=FULFILLED'))
      await expect(page.getByRole('heading', { name: NO_MATCH[locale] })).toBeVisible()
      await page.getByRole('link', { name: CLEAR[locale] }).click()
      await expect(page.locator('tr[data-ref]')).toHaveCount(crowded.commitments.length)
    })

    for (const path of ['', '/commitments', '/commitments/T-01', '/domains', '/domains/domain-1', '/source', '/method'])
      test(`leads back from the day before the agreement on /${locale}${path}`, async ({ page }) => {
        await expectReadable(page, at(`${path}?asOf=${DAY_BEFORE}`))
        const before = page.getByRole('heading', { level: 1, name: BEFORE[locale] })
        await expect(before).toHaveCount(path === '/method' ? 0 : 1)
        await page.getByRole('link', { name: TO_TODAY[locale] }).click()
        await page.waitForURL((url) => url.search === '')
        await expect(page.locator('main h1')).toHaveCount(1)
        await expect(before).toHaveCount(0)
      })
  }
})
