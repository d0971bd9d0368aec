import type { Page } from '@playwright/test'
import { LOCALES } from '../../lib/locale'
import { FULL, languagesOf } from '../support/full'
import { crowdedAgreement, unquotedCommitment } from '../support/unusual-agreements'
import { expectNothingFound, overflowOf } from './axe'
import { type Ledger, ownLedger } from './ledger'
import { read } from './read'
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
const TO_TODAY = { zh: /(查看|回到)今天/, en: /(Show|Back to) today/ }

type State = { at: string; h1?: string; says?: (string | RegExp)[]; isLong?: boolean }

/** Holds that a page is whole as it is read without a browser: one title, nothing that slipped in, and what it has to say. */
function expectSaid(ledger: Ledger, { at, h1, says = [] }: State) {
  test(`says what it has to on ${at}`, async ({ request }) => {
    const page = await read(request, ledger.address + at)
    expect(page.texts('main h1')).toHaveLength(1)
    if (h1) expect(page.text('main h1')).toBe(h1)
    for (const words of says) expect(page.text('main')).toMatch(words)
    expect(page.slips()).toEqual([])
    expect(page.text('main')).not.toMatch(/\b1 (commitments|items|follow-ups)\b/)
  })
}

/** Holds that axe finds nothing on a page, and every word is in sight on a phone and on a desk. */
function expectInSight(ledger: Ledger, { at, isLong = false }: State) {
  test(`is in order, and whole on a phone and on a desk, on ${at}`, async ({ page }) => {
    await page.setViewportSize({ width: PHONE, height: 900 })
    expect((await page.goto(ledger.address + at))?.status()).toBe(200)
    await expectNothingFound(page)
    for (const width of [PHONE, DESK]) {
      await page.setViewportSize({ width, height: 900 })
      const { cut, long } = await longTextsIn(page)
      expect(cut, `at ${width} px`).toEqual([])
      if (isLong) expect(long).toBeGreaterThan(0)
      expect(await overflowOf(page), `at ${width} px`).toBeLessThanOrEqual(0)
    }
  })
}

/** Every state is read; those named are opened in the browser in one language, and in the full run all of them in both. */
function expectStates(ledger: Ledger, states: (locale: 'zh' | 'en') => State[], inBrowser: string[]) {
  for (const locale of LOCALES) for (const state of states(locale)) expectSaid(ledger, state)
  const paths = states('zh').map(({ at }) => at.replace(/^\/zh/, ''))
  for (const [nth, path] of paths.entries())
    if (FULL || inBrowser.includes(path))
      for (const locale of languagesOf(nth)) {
        const state = states(locale)[nth]
        if (state) expectInSight(ledger, state)
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
  expectStates(
    ledger,
    (locale) => [
      ...['', '/commitments', `/commitments?asOf=${DAY_BEFORE}`, '/domains', '/source'].map((path) => ({
        at: `/${locale}${path}`,
        h1: EMPTY[locale],
      })),
      ...['/method', '/changes'].map((path) => ({ at: `/${locale}${path}` })),
    ],
    ['', '/method'],
  )
})

test.describe('a ledger of one commitment that came without a document', () => {
  const ledger = ownLedger(unquotedCommitment())
  expectStates(
    ledger,
    (locale) => [
      ...['', '/commitments', '/domains', '/domains/dialogue', '/domains/security', '/changes'].map((path) => ({
        at: `/${locale}${path}`,
      })),
      { at: `/${locale}/commitments/T-01`, says: [UNQUOTED_ITEM[locale]] },
      { at: `/${locale}/source`, h1: NO_SOURCE[locale] },
      { at: `/${locale}/source?asOf=${DAY_BEFORE}`, h1: BEFORE[locale] },
    ],
    ['', '/commitments/T-01'],
  )

  test('quotes nothing', async ({ request }) => {
    expect((await read(request, `${ledger.address}/en/commitments/T-01`)).count('blockquote')).toBe(0)
  })

  test('counts one of a thing in the singular', async ({ request }) => {
    for (const path of ['', '/commitments', '/domains/dialogue', '/method'])
      expect((await read(request, `${ledger.address}/en${path}`)).text(), path).toMatch(/\b1 commitment\b/)
  })
})

test.describe('a ledger of forty domains and titles of two hundred characters', () => {
  const crowded = crowdedAgreement()
  const ledger = ownLedger(crowded)
  const filled = crowded.domains.filter(({ slug }) => crowded.commitments.some(({ domain }) => domain === slug))
  const LONG = [
    '/changes',
    '/commitments',
    '/commitments/T-01',
    '/commitments/T-02',
    '/domains/domain-1',
    '/domains/domain-2',
  ]
  const BEFORE_IT = ['', '/commitments', '/commitments/T-01', '/domains', '/domains/domain-1', '/source']

  expectStates(
    ledger,
    (locale) => [
      ...LONG.map((path) => ({ at: `/${locale}${path}`, isLong: true })),
      { at: `/${locale}/domains` },
      { at: `/${locale}/domains/domain-4` },
      { at: `/${locale}/source`, says: [UNQUOTED[locale]] },
      { at: `/${locale}/commitments?status=FULFILLED`, says: [NO_MATCH[locale]] },
      ...BEFORE_IT.map((path) => ({ at: `/${locale}${path}?asOf=${DAY_BEFORE}`, h1: BEFORE[locale] })),
      { at: `/${locale}/method?asOf=${DAY_BEFORE}` },
    ],
    ['/commitments', '/commitments/T-02', '/domains', '/domains/domain-1', `/domains/domain-1?asOf=${DAY_BEFORE}`],
  )

  for (const locale of LOCALES) {
    const at = (path: string) => `${ledger.address}/${locale}${path}`
    const names = filled.map(({ nameZh, nameEn }) => (locale === 'zh' ? nameZh : nameEn))

    test(`leads back from a day before the agreement, and from a filter that leaves nothing (${locale})`, async ({
      request,
    }) => {
      for (const path of BEFORE_IT) {
        const [back = ''] = (await read(request, at(`${path}?asOf=${DAY_BEFORE}`))).linksTo(TO_TODAY[locale])
        expect(back, path).not.toContain('asOf')
        expect((await read(request, new URL(back, ledger.address).href)).text('main h1'), path).not.toBe(BEFORE[locale])
      }
      const [all = ''] = (await read(request, at('/commitments?status=FULFILLED'))).linksTo(CLEAR[locale])
      const { length } = (await read(request, new URL(all, ledger.address).href)).refs()
      expect(length).toBe(crowded.commitments.length)
    })

    test(`compares all domains, those without a commitment too, and names those that have some (${locale})`, async ({
      request,
    }) => {
      expect((await read(request, at('/domains'))).count('tr[data-domain]')).toBe(crowded.domains.length)
      for (const measure of ['', '?measure=share'])
        expect((await read(request, at(measure))).texts('[data-chart] + section tbody th')).toEqual(names)
    })
  }

  for (const [nth, measure] of ['', '?measure=share'].entries())
    for (const locale of languagesOf(nth)) {
      const at = `/${locale}${measure}`
      expectInSight(ledger, { at, isLong: true })

      test(`names every domain that has commitments beside its bar on ${at}`, async ({ page }) => {
        await page.goto(ledger.address + at)
        for (const width of [DESK, PHONE]) {
          await page.setViewportSize({ width, height: 900 })
          await page.locator('[data-chart]').scrollIntoViewIfNeeded()
          await expect(page.locator('[data-chart] svg a')).toHaveCount(filled.length)
          const { all, cut } = await namesIn(page)
          const names = filled.map(({ nameZh, nameEn }) => (locale === 'zh' ? nameZh : nameEn))
          expect(all.map((name) => name?.replace(/\s?[(（]1[)）]$/, ''))).toEqual(names)
          expect(cut, `at ${width} px`).toEqual([])
        }
      })
    }
})
