import { describe, expect, test } from 'vitest'
import { type CommitmentItem, ITEM_FIELDS, type ItemField } from '@/lib/commitment'
import { CONDITIONS, CONFIDENCES, Status, TYPES } from '@/lib/status'
import { SUMMIT, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { servedFrom, stopTheClock } from '@/tests/support/ledger'
import { answerOfList, list, type Refusal, refs } from '@/tests/support/request'
import { EXPECTED_ON, expected, summit } from '@/tests/support/summit'

const database = ownDatabase({ seeded: true })
servedFrom(database)
stopTheClock()

const ALL = expected.map(({ ref }) => ref)

describe('the list', () => {
  test('has the 29 in the order of the source', async () => {
    const answer = await list()
    expect(answer.items.map((item) => item.ref)).toEqual(ALL)
    expect(answer).toMatchObject({ asOf: TODAY, total: 29, page: 1, pageSize: 50 })
  })

  test('has exactly the documented fields, in their order', async () => {
    const answer = await list()
    expect(Object.keys(answer)).toEqual(['asOf', 'total', 'page', 'pageSize', 'items'])
    for (const item of answer.items) expect(Object.keys(item)).toEqual([...ITEM_FIELDS])
    expect([...ITEM_FIELDS].join()).toBe(
      'ref,agreement,domain,type,titleZh,titleEn,status,condition,progress,confidence,assessedOn,followUps,lastFollowUpOn,version',
    )
  })

  test('is JSON that nobody keeps', async () => {
    const response = await answerOfList()
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('says on 2025-12-31 what is published beside the data', async () => {
    const { items, asOf } = await list(`asOf=${EXPECTED_ON}`)
    const told = items.map(({ ref, status, condition, progress, confidence, followUps }) => ({
      ...{ ref, status, condition, progress, confidence, followUps },
    }))
    expect(told).toEqual(expected)
    expect(asOf).toBe(EXPECTED_ON)
  })

  test('of arms control differs between 16 and 18 July 2024', async () => {
    const on = async (day: string) => (await list(`asOf=${day}`)).items.find((item) => item.ref === 'SF-09')
    expect(await on('2024-07-16')).toMatchObject({ condition: 'ACTIVE', followUps: 0, lastFollowUpOn: null })
    expect(await on('2024-07-18')).toMatchObject({
      condition: 'SUSPENDED',
      assessedOn: '2024-07-17',
      followUps: 1,
      lastFollowUpOn: '2024-07-17',
    })
  })

  test('as of today is the list without a day', async () => {
    expect(await list(`asOf=${TODAY}`)).toEqual(await list())
  })

  test('is empty before the agreement, and whole from its day', async () => {
    expect(await list('asOf=2023-11-14')).toMatchObject({ total: 0, items: [] })
    expect((await list(`asOf=${SUMMIT}`)).total).toBe(29)
  })

  test.each([
    ['pageSize=10', ALL.slice(0, 10)],
    ['pageSize=10&page=3', ALL.slice(20)],
    ['pageSize=10&page=4', []],
    ['pageSize=500', ALL],
    ['page=1000000000', []],
    ['page=999999999999999&pageSize=500', []],
  ])('of %s is that page of all', async (query, page) => {
    const answer = await list(query)
    expect(answer.items.map((item) => item.ref)).toEqual(page)
    expect(answer.total).toBe(29)
  })
})

describe('a facet', () => {
  test.each([
    ['domain=guiding-principles', 1],
    ['domain=dialogue', 13],
    ['domain=people', 4],
    ['domain=global-governance', 5],
    ['domain=security', 5],
    ['domain=follow-through', 1],
    ['domain=people,security', 9],
    ['agreement=san-francisco-2023', 29],
    ['type=PRINCIPLE', 1],
    ['status=UNASSESSED', 0],
    ['status=DECLARATORY', 1],
    [`domain=dialogue&status=FULFILLED&asOf=${EXPECTED_ON}`, null],
    ['condition=SUSPENDED', 1],
    ['condition=ACTIVE,CONCLUDED,STALLED,SUSPENDED,REVERSED,SUPERSEDED', 29],
  ])('%s keeps what it says (%s)', async (query, count) => {
    const { items, total } = await list(query)
    if (count !== null) expect(total).toBe(count)
    expect(items).toHaveLength(total)
    const facets = new URLSearchParams(query)
    const kept = (await list(facets.has('asOf') ? `asOf=${facets.get('asOf')}` : '')).items.filter((item) =>
      (['agreement', 'domain', 'type', 'status', 'condition'] as const).every((name) => {
        const accepted = facets.get(name)?.split(',')
        return !accepted || accepted.includes(item[name] ?? 'UNASSESSED')
      }),
    )
    expect(items).toEqual(kept)
  })

  test('status=UNASSESSED selects what nobody has assessed', async () => {
    const before = await list('asOf=2024-06-30&status=UNASSESSED')
    expect(before.total).toBe(0)
    // A commitment that was entered without a history.
    await database.sql(`INSERT INTO "Commitment" ("agreementId", "domainId", ref, slug, position, type, "titleZh",
      "titleEn", bodies, points, "searchText") SELECT "agreementId", "domainId", 'SF-99', 'new', 99, type, '新', 'New',
      '[]', '[]', 'new' FROM "Commitment" WHERE ref = 'SF-29'`)
    try {
      const [item, ...others] = (await list('status=UNASSESSED')).items
      expect(others).toEqual([])
      expect(item).toMatchObject({ ref: 'SF-99', status: null, condition: 'ACTIVE', progress: null, assessedOn: null })
      expect(await refs('asOf=2024-06-30&status=UNASSESSED,DECLARATORY')).toEqual(['SF-01', 'SF-99'])
      expect((await refs('sort=status')).at(-1)).toBe('SF-99')
      expect((await refs('sort=-status')).at(-1)).toBe('SF-99')
    } finally {
      await database.sql(`BEGIN; SET LOCAL session_replication_role = replica;
        DELETE FROM "Commitment" WHERE ref = 'SF-99'; COMMIT`)
    }
  })

  test('leaves out what was withdrawn', async () => {
    await database.sql(`UPDATE "Commitment" SET "withdrawnAt" = now(), "withdrawnReason" = 'x' WHERE ref = 'SF-29'`)
    try {
      expect(await refs()).toEqual(ALL.slice(0, -1))
    } finally {
      await database.sql(`UPDATE "Commitment" SET "withdrawnAt" = NULL, "withdrawnReason" = NULL WHERE ref = 'SF-29'`)
    }
  })
})

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
    ['10,000 letters', `q=${'a'.repeat(10_000)}`],
    ['10,000 characters', `q=${encodeURIComponent('军'.repeat(10_000))}`],
    ['10,000 wildcards', `q=${'%25'.repeat(10_000)}`],
    ['a ligature 10,000 times', `q=${encodeURIComponent('\ufdfa'.repeat(10_000))}`],
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

describe('a parameter', () => {
  test.each([
    ['colour=red', 'colour'],
    ['groupBy=domain', 'groupBy'],
    ['page=1&page=2', 'page'],
    ['q=', 'q'],
    ['domain=', 'domain'],
    ['domain=nowhere', 'domain'],
    ['domain=people,', 'domain'],
    ['agreement=nowhere', 'agreement'],
    ['status=DONE', 'status'],
    ['status=null', 'status'],
    ['type=principle', 'type'],
    ['condition=X', 'condition'],
    ['q=%00', 'q'],
    ['sort=colour', 'sort'],
    ['sort=ref,ref', 'sort'],
    ['sort=notesZh', 'sort'],
    ['sort=ref%20DESC', 'sort'],
    ['page=0', 'page'],
    ['page=x', 'page'],
    ['pageSize=501', 'pageSize'],
    ['pageSize=-1', 'pageSize'],
    ['asOf=2026-11-23', 'asOf'],
    ['asOf=2024-02-30', 'asOf'],
    ['asOf=2024-07-18T00:00:00Z', 'asOf'],
    ['colour=red&page=0', 'colour'],
    ['page=0&colour=red', 'page'],
  ])('%s is refused at “%s”', async (query, field) => {
    const response = await answerOfList(query)
    const { error } = (await response.json()) as Refusal
    expect(response.status).toBe(400)
    expect(Object.keys(error)).toEqual(['code', 'message', 'field'])
    expect(error).toMatchObject({ code: 'INVALID', field })
    expect(error.message).toContain(field)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
})
