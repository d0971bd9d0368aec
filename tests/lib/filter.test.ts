import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ITEM_FIELDS } from '@/lib/commitment'
import {
  changed,
  type Filter,
  GROUPINGS,
  LONGEST_SEARCH,
  NO_FILTER,
  type Parameter,
  type SortKey,
  searchable,
  sortAfterPress,
  toggledFacet,
  toQuery,
} from '@/lib/filter'
import { type ProblemReason, parseFilter } from '@/lib/parse-filter'
import { CONDITIONS, STATUS_KEYS, TYPES } from '@/lib/status'
import { aFilter, TODAY } from '@/tests/support/build'

const known = { agreements: ['san-francisco-2023', 'test'], domains: ['dialogue', 'security'], today: TODAY }
const parse = (query: string, accepts?: readonly Parameter[]) => parseFilter(new URLSearchParams(query), known, accepts)

describe('a filter in a URL', () => {
  test.each<[string, Partial<Filter>]>([
    ['', {}],
    ['domain=dialogue,security', { domain: ['dialogue', 'security'] }],
    ['domain=dialogue,dialogue', { domain: ['dialogue'] }],
    ['agreement=test', { agreement: ['test'] }],
    ['status=UNASSESSED,AGREED', { status: ['UNASSESSED', 'AGREED'] }],
    ['type=PRINCIPLE', { type: ['PRINCIPLE'] }],
    ['condition=SUSPENDED', { condition: ['SUSPENDED'] }],
    ['q=%E5%86%9B+', { q: '军' }],
    ['q=a%26b%25', { q: 'a&b%' }],
    [`q=+${'长'.repeat(200)}+`, { q: '长'.repeat(200) }],
    ['sort=-progress,ref', { sort: [{ field: 'progress', descending: true }, asc('ref')] }],
    ['page=3&pageSize=500', { page: 3, pageSize: 500 }],
    ['page=1000000000', { page: 1e9 }],
    ['asOf=2024-07-16', { asOf: '2024-07-16' }],
    [`asOf=${TODAY}`, {}],
    ['groupBy=status', { groupBy: 'status' }],
  ])('%s is understood', (query, parts) => expect(parse(query)).toEqual({ filter: aFilter(parts), problems: [] }))

  test.each<[string, string, ProblemReason]>([
    ['colour=red', 'colour', 'unknownParameter'],
    ['Status=AGREED', 'Status', 'unknownParameter'],
    ['__proto__=1', '__proto__', 'unknownParameter'],
    ['constructor=1', 'constructor', 'unknownParameter'],
    ['=1', '', 'unknownParameter'],
    ['page=1&page=2', 'page', 'repeated'],
    ['domain=dialogue&domain=security', 'domain', 'repeated'],
    ['q=', 'q', 'empty'],
    ['q=%20%09', 'q', 'empty'],
    ['q=%E3%80%80', 'q', 'empty'],
    ['domain=', 'domain', 'empty'],
    ['domain', 'domain', 'empty'],
    ['domain=dialogue,', 'domain', 'malformed'],
    ['domain=,', 'domain', 'malformed'],
    ['domain=Dialogue', 'domain', 'notAValue'],
    ['domain=dialogue, security', 'domain', 'notAValue'],
    ['agreement=nowhere', 'agreement', 'notAValue'],
    ['status=null', 'status', 'notAValue'],
    ['status=toString', 'status', 'notAValue'],
    ['type=principle', 'type', 'notAValue'],
    ['condition=UNASSESSED', 'condition', 'notAValue'],
    ['q=%00', 'q', 'malformed'],
    ['q=a%1Fb', 'q', 'malformed'],
    ['sort=colour', 'sort', 'notAValue'],
    ['sort=--ref', 'sort', 'notAValue'],
    ['sort=ref,', 'sort', 'notAValue'],
    ['sort=ref;drop', 'sort', 'notAValue'],
    ['sort=ref,-ref', 'sort', 'malformed'],
    ['page=0', 'page', 'malformed'],
    ['page=-1', 'page', 'malformed'],
    ['page=1.5', 'page', 'malformed'],
    ['page=1e3', 'page', 'malformed'],
    ['page=01', 'page', 'malformed'],
    ['page=９', 'page', 'malformed'],
    ['page=10000000000000000', 'page', 'outOfRange'],
    ['pageSize=501', 'pageSize', 'outOfRange'],
    ['pageSize=0', 'pageSize', 'malformed'],
    ['asOf=yesterday', 'asOf', 'malformed'],
    ['asOf=2023-02-30', 'asOf', 'malformed'],
    ['asOf=2026-11-23', 'asOf', 'inFuture'],
    [`q=${'长'.repeat(201)}`, 'q', 'searchTooLong'],
    ['groupBy=colour', 'groupBy', 'notAValue'],
  ])('%s is refused at “%s”: %s', (query, field, reason) => {
    const { filter, problems } = parse(query)
    expect(problems.map((problem) => [problem.field, problem.reason])).toEqual([[field, reason]])
    expect(filter).toEqual(aFilter())
  })

  test('an unpaired surrogate is refused, as the database cannot hold it', () => {
    const params = [['q', '\ud800']] as unknown as URLSearchParams
    expect(parseFilter(params, known).problems[0]?.reason).toBe('malformed')
  })

  test('a problem leaves what else was understood, and all are named', () => {
    const { filter, problems } = parse('page=2&domain=nowhere&sort=ref&colour=red')
    expect(filter).toEqual(aFilter({ page: 2, sort: [asc('ref')] }))
    expect(problems.map((problem) => problem.field)).toEqual(['domain', 'colour'])
  })

  test('a parameter that a view does not accept is unknown there', () => {
    expect(parse('groupBy=type', ['asOf']).problems).toEqual([
      { field: 'groupBy', reason: 'unknownParameter', value: 'type', allowed: 'asOf' },
    ])
  })

  test('a problem repeats at most a little of what was given', () => {
    const [problem] = parse(`page=${'9'.repeat(10_000)}&${'x'.repeat(10_000)}=1`).problems
    expect(problem?.value.length).toBeLessThan(70)
    expect(parse(`${'x'.repeat(10_000)}=1`).problems[0]?.field.length).toBeLessThan(70)
  })

  test('every filter survives the way into a URL and back', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const query = toQuery(filter)
        expect(parse(query)).toEqual({ filter, problems: [] })
        expect(toQuery(parse(query).filter)).toBe(query)
      }),
      { numRuns: 500 },
    )
  })

  test('what is not asked is not in the URL', () => {
    expect(toQuery(aFilter())).toBe('')
    expect(toQuery(aFilter({ domain: ['dialogue', 'security'], q: 'a,b' }))).toBe('?domain=dialogue,security&q=a,b')
  })

  test('a changed filter is back on its first page', () => {
    expect(changed(aFilter({ page: 4 }), { q: 'x' })).toEqual(aFilter({ q: 'x' }))
    expect(changed(aFilter({ page: 4 }), { page: 5 }).page).toBe(5)
  })
})

test('a value of a facet that is chosen and left again leaves the filter as it was, on its first page', () => {
  fc.assert(
    fc.property(filters, fc.constantFrom(...STATUS_KEYS), (filter, status) => {
      const once = toggledFacet(filter, 'status', status)
      expect(once.status.includes(status)).toBe(!filter.status.includes(status))
      const twice = toggledFacet(once, 'status', status)
      expect({ ...twice, status: new Set(twice.status) }).toEqual({
        ...filter,
        page: 1,
        status: new Set(filter.status),
      })
    }),
  )
})

test('what narrows a filter is cleared without its day, order and groups', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const { asOf, sort, groupBy, pageSize } = filter
      expect(changed(filter, NO_FILTER)).toEqual(aFilter({ asOf, sort, groupBy, pageSize }))
    }),
  )
})

describe('pressing a column', () => {
  test.each<[string, SortKey[], boolean, SortKey[]]>([
    ['sorts by it', [], false, [asc('ref')]],
    ['that sorts turns the order', [asc('ref')], false, [desc('ref')]],
    ['that sorts downwards gives the order up', [desc('ref')], false, []],
    ['puts away another', [asc('type'), desc('domain')], false, [asc('ref')]],
    ['with Shift adds it', [asc('type')], true, [asc('type'), asc('ref')]],
    ['with Shift turns it in its place', [asc('ref'), asc('type')], true, [desc('ref'), asc('type')]],
    ['with Shift gives up that key alone', [desc('ref'), asc('type')], true, [asc('type')]],
  ])('%s', (_, sort, added, expected) => expect(sortAfterPress(sort, 'ref', added)).toEqual(expected))
})

test.each([
  ['ＡＢＣ', 'abc'],
  ['Climate', 'climate'],
  ['气候', '气候'],
  ['①', '1'],
])('%s is searched as %s', (text, form) => expect(searchable(text)).toBe(form))

function asc(field: SortKey['field']): SortKey {
  return { field, descending: false }
}
function desc(field: SortKey['field']): SortKey {
  return { field, descending: true }
}

const text = fc
  .string({ unit: 'grapheme', minLength: 1 })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are refused
  .map((value) => value.replace(/[\u0000-\u0008\u000e-\u001f]/g, '').trim())
  .filter((value) => value !== '' && value.isWellFormed() && value.length <= LONGEST_SEARCH)
const pastDays = fc
  .date({ min: new Date('0001-01-01'), max: new Date(TODAY), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
  .filter((day) => day < TODAY)

const filters: fc.Arbitrary<Filter> = fc.record({
  agreement: fc.subarray(known.agreements),
  domain: fc.subarray(known.domains),
  type: fc.subarray([...TYPES]),
  status: fc.subarray([...STATUS_KEYS]),
  condition: fc.subarray([...CONDITIONS]),
  q: fc.option(text),
  sort: fc.uniqueArray(fc.record({ field: fc.constantFrom(...ITEM_FIELDS), descending: fc.boolean() }), {
    selector: (key) => key.field,
  }),
  page: fc.integer({ min: 1 }),
  pageSize: fc.integer({ min: 1, max: 500 }),
  asOf: fc.option(pastDays),
  groupBy: fc.option(fc.constantFrom(...GROUPINGS)),
  quiet: fc.boolean(),
})
