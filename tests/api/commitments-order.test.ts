import { describe, expect, test } from 'vitest'
import { type CommitmentItem, ITEM_FIELDS, type ItemField } from '@/lib/commitment'
import { CONDITIONS, CONFIDENCES, Status, TYPES } from '@/lib/status'
import { ownDatabase } from '@/tests/support/database'
import { servedFrom, stopTheClock } from '@/tests/support/ledger'
import { list, refs } from '@/tests/support/request'
import { expected, summit } from '@/tests/support/summit'

const database = ownDatabase({ seeded: true })
servedFrom(database)
stopTheClock()

const ALL = expected.map(({ ref }) => ref)

describe('a sort', () => {
  const positions = summit()
  const domainOrder = positions.domains.map((domain) => domain.slug)
  const zh = new Intl.Collator('zh-u-co-pinyin')
  const en = new Intl.Collator('en')
  const byOrder = (order: readonly (string | null)[]) => (a: never, b: never) => order.indexOf(a) - order.indexOf(b)
  const plain = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0)

  const ORDER: Record<ItemField, (a: never, b: never) => number> = {
    ref: plain,
    agreement: plain,
    domain: byOrder(domainOrder),
    type: byOrder(TYPES),
    titleZh: zh.compare,
    titleEn: en.compare,
    status: byOrder(Object.values(Status)),
    condition: byOrder(CONDITIONS),
    progress: plain,
    confidence: byOrder(CONFIDENCES),
    assessedOn: plain,
    followUps: plain,
    lastFollowUpOn: plain,
    version: plain,
  }

  const sorted = (items: CommitmentItem[], field: ItemField, descending: boolean) =>
    items
      .map((item, position) => ({ item, position }))
      .sort((a, b) => {
        const [x, y] = [a.item[field], b.item[field]]
        if (x === null || y === null) return Number(x === null) - Number(y === null) || a.position - b.position
        return ORDER[field](x as never, y as never) * (descending ? -1 : 1) || a.position - b.position
      })
      .map(({ item }) => item.ref)

  const cases = ITEM_FIELDS.flatMap((field) =>
    [false, true].flatMap((descending) => ['', '&asOf=2024-04-01'].map((day) => [field, descending, day] as const)),
  )
  test.each(cases)(
    'by %s, descending: %s (%s), has nulls last and the source order among equals',
    async (field, descending, day) => {
      const all = (await list(day.slice(1))).items
      expect(await refs(`sort=${descending ? '-' : ''}${field}${day}`)).toEqual(sorted(all, field, descending))
    },
  )

  test('takes a second key among equals of the first', async () => {
    const { items } = await list('sort=domain,-titleEn')
    for (const [index, item] of items.entries()) {
      const before = items[index - 1]
      if (before?.domain === item.domain) expect(en.compare(before.titleEn, item.titleEn)).toBeGreaterThanOrEqual(0)
    }
    expect([...new Set(items.map((item) => item.domain))]).toEqual(domainOrder)
  })

  test('orders Chinese titles by pinyin', async () => {
    const titles = (await list('sort=titleZh')).items.map((item) => item.titleZh)
    expect(titles).toEqual([...titles].sort(zh.compare))
    const initials = ['成', '共', '加', '军', '开', '启', '推', '应'].filter((character) =>
      titles.some((t) => t.startsWith(character)),
    )
    const places = initials.map((character) => titles.findIndex((title) => title.startsWith(character)))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(initials.length).toBeGreaterThan(1)
  })

  test('pages through all exactly once', async () => {
    const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => refs(`sort=-type,progress&pageSize=7&page=${page}`)))
    expect(pages.flat()).toEqual(await refs('sort=-type,progress'))
  })
})

describe('a search', () => {
  const { commitments } = summit()
  const wordsOf = (ref: string) => {
    const commitment = commitments.find((candidate) => candidate.ref === ref)
    if (!commitment) throw new Error(`no ${ref}`)
    const quotes = commitment.quotes.filter((quote) => quote.role === 'OPERATIVE').map((quote) => quote.text)
    return [commitment.titleZh, commitment.titleEn, ...quotes].map((text) => text.toLowerCase())
  }
  const containing = (text: string) =>
    ALL.filter((ref) => wordsOf(ref).some((words) => words.includes(text.toLowerCase())))

  test.each(['军', '气', '人工智能', 'climate', 'CLIMATE', 'Dialogue', 'U.S.', ' 军 '])(
    'for “%s” finds it in titles and quotes, in any case',
    async (q) => {
      const found = containing(q.trim())
      expect(found.length).toBeGreaterThan(0)
      expect(await refs(`q=${encodeURIComponent(q)}`)).toEqual(found)
    },
  )

  test.each(['%', '_', '\\', 'a%e', '军_', '\'; DROP TABLE "Commitment"; --', '%%', '\\%'])(
    'for “%s” takes every character literally',
    async (q) => expect(await refs(`q=${encodeURIComponent(q)}`)).toEqual(containing(q)),
  )

  test('finds full-width letters by half-width ones and the other way round', async () => {
    expect(await refs(`q=${encodeURIComponent('ＣＬＩＭＡＴＥ')}`)).toEqual(containing('climate'))
  })

  test('counts what it finds, within facets', async () => {
    const { total, items } = await list(`q=${encodeURIComponent('中美')}&domain=people`)
    expect(items).toHaveLength(total)
    expect(items.every((item) => item.domain === 'people')).toBe(true)
  })

  test.each([
    ['200 letters', `q=${'a'.repeat(200)}`],
    ['200 characters', `q=${encodeURIComponent('军'.repeat(200))}`],
    ['200 wildcards', `q=${'%25'.repeat(200)}`],
    ['a ligature 200 times', `q=${encodeURIComponent('\ufdfa'.repeat(200))}`],
    ['page 10⁹', 'page=1000000000&sort=-titleZh'],
  ])('of %s costs less than 200 ms of the processor', async (_, query) => {
    const costs: number[] = []
    // The best of five: the first compiles what it runs. PostgreSQL has a limit of its own (lib/db/client.ts).
    for (let n = 0; n < 5; n++) {
      const before = process.cpuUsage()
      expect((await list(query)).items).toEqual([])
      const { user, system } = process.cpuUsage(before)
      costs.push((user + system) / 1_000)
    }
    expect(Math.min(...costs)).toBeLessThan(200)
  })
})
