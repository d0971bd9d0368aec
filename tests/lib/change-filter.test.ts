import { describe, expect, test } from 'vitest'
import { CHANGE_KINDS } from '@/lib/change/change'
import { isFiltered, NO_CHANGE_FILTER, parseChangeFilter, toChangeQuery } from '@/lib/change/filter'
import { TODAY } from '@/tests/support/build'

const known = { kinds: CHANGE_KINDS, today: TODAY }
const parse = (query: string) => parseChangeFilter(new URLSearchParams(query), known)

describe('the filter of changes', () => {
  test.each([
    ['', {}],
    ['item=SF-09', { item: 'SF-09' }],
    ['actor=rule+v1', { actor: 'rule v1' }],
    ['kind=accounts,assessments', { kind: ['assessments', 'accounts'] }],
    ['from=2026-01-01&to=2026-01-31', { from: '2026-01-01', to: '2026-01-31' }],
    ['before=120', { before: 120 }],
    ['item=&from=&to=', {}],
  ])('%j is read, and written again', (query, parts) => {
    const { filter, problems } = parse(query)
    expect(problems).toEqual([])
    expect(filter).toEqual({ ...NO_CHANGE_FILTER, ...parts })
    expect(parse(toChangeQuery(filter)).filter).toEqual(filter)
    expect(isFiltered(filter)).toBe(Object.keys(parts).some((name) => name !== 'before'))
  })

  test.each([
    ['colour=red', 'colour', 'unknownParameter'],
    ['item=SF-09&item=SF-10', 'item', 'repeated'],
    ['item=../x', 'item', 'malformed'],
    ['item=%00', 'item', 'malformed'],
    ['actor=%00', 'actor', 'malformed'],
    ['kind=weather', 'kind', 'notAValue'],
    ['kind=plan,,', 'kind', 'notAValue'],
    ['from=2026-02-30', 'from', 'malformed'],
    ['to=2026-11-23', 'to', 'inFuture'],
    ['before=0', 'before', 'malformed'],
    ['before=-1', 'before', 'malformed'],
    ['before=99999999999', 'before', 'outOfRange'],
  ])('%s is named as a problem and ignored', (query, field, reason) => {
    const { filter, problems } = parse(query)
    expect(problems).toEqual([expect.objectContaining({ field, reason })])
    expect(filter).toEqual(NO_CHANGE_FILTER)
  })

  test('knows only the kinds that the reader may see', () => {
    const { problems } = parseChangeFilter(new URLSearchParams('kind=accounts'), { kinds: ['plan'], today: TODAY })
    expect(problems).toEqual([expect.objectContaining({ field: 'kind', reason: 'notAValue', allowed: 'plan' })])
  })
})
