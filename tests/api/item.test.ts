import { describe, expect, test } from 'vitest'
import { headlineOn } from '@/lib/assessment'
import { ITEM_FIELDS } from '@/lib/commitment'
import { countsOn, isDirect } from '@/lib/follow-up'
import { SUMMIT, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { servedFrom, stopTheClock } from '@/tests/support/ledger'
import { answerOfItem, item, list, type Refusal } from '@/tests/support/request'
import { expected, summit } from '@/tests/support/summit'

const database = ownDatabase({ seeded: true })
servedFrom(database)
stopTheClock()

const refs = expected.map(({ ref }) => ref)

describe('an item', () => {
  test('has exactly the documented fields, in their order', async () => {
    const answer = await item('SF-01')
    const further = ['quotes', 'points', 'notesZh', 'notesEn', 'followUpList', 'assessments']
    expect(Object.keys(answer)).toEqual([...ITEM_FIELDS, ...further])
    for (const quote of answer.quotes) expect(Object.keys(quote)).toEqual(['text', 'start', 'end'])
    for (const point of answer.points) expect(Object.keys(point).sort()).toEqual(['en', 'n', 'sourceQuote', 'zh'])
    expect(answer.points).toHaveLength(7)
  })

  test.each(['', '2024-07-16', '2024-07-17', '2025-12-31', SUMMIT])(
    'is the same item as in the list (%s)',
    async (day) => {
      const query = day && `asOf=${day}`
      for (const row of (await list(query)).items) expect(await item(row.ref, query)).toMatchObject(row)
    },
  )

  test.each(refs)('%s quotes the source to the letter, and only its own words', async (ref) => {
    const { documents, commitments } = summit()
    const { quotes } = await item(ref)
    expect(quotes.length).toBeGreaterThan(0)
    for (const { text, start, end } of quotes) expect(documents[0]?.text.slice(start, end)).toBe(text)
    const own = commitments.find((c) => c.ref === ref)?.quotes.filter((quote) => quote.role === 'OPERATIVE')
    expect(quotes.map((quote) => quote.text)).toEqual(own?.map((quote) => quote.text))
  })

  test.each([SUMMIT, '2024-07-16', '2024-07-17', TODAY])('has its timeline and history up to %s', async (day) => {
    for (const ref of ['SF-03', 'SF-09', 'SF-12', 'SF-28']) {
      const { followUpList, assessments, followUps, lastFollowUpOn, assessedOn, status, condition } = await item(
        ref,
        `asOf=${day}`,
      )
      const days = followUpList.map(countsOn)
      expect(days.every((last) => last <= day)).toBe(true)
      expect(days).toEqual([...days].sort().reverse())
      const direct = followUpList.filter(isDirect)
      expect([direct.length, direct[0] ? countsOn(direct[0]) : null]).toEqual([followUps, lastFollowUpOn])
      expect(followUpList.every((followUp) => followUp.sources.length > 0)).toBe(true)

      const headline = headlineOn(assessments, day)
      expect(headline).toMatchObject({ effectiveOn: assessedOn, status, condition })
      const keys = new Set(direct.map((followUp) => followUp.key))
      for (const { evidence, effectiveOn } of assessments) {
        expect(effectiveOn <= day).toBe(true)
        expect(evidence.every((key) => keys.has(key))).toBe(true)
      }
    }
  })

  test.each([
    [
      'a follow-up',
      'followUpList',
      'key,occurredOn,endedOn,datePrecision,relation,effect,effectDetail,summaryZh,summaryEn,reportedBy,noteZh,noteEn,sources',
    ],
    [
      'an assessment',
      'assessments',
      'id,status,condition,progress,confidence,effectiveOn,recordedAt,recordedBy,methodVersion,rationaleZh,rationaleEn,supersedesId,supersededBy,reason,evidence',
    ],
  ] as const)('shows %s in one shape', async (_, field, keys) => {
    for (const part of (await item('SF-03'))[field]) expect(Object.keys(part).join()).toBe(keys)
  })

  test.each([
    'SF-99',
    'sf-03',
    'SF-03 ',
    ' SF-03',
    'SF-3',
    '',
    '%',
    'SF-0_',
    '\0',
    'SF-03\0',
    '../../etc',
    '__proto__',
    "' OR 1=1 --",
    '\ud800',
    '军',
    'x'.repeat(10_000),
  ])('is not found as “%s”', async (ref) => {
    const response = await getWithPlainAddress(ref)
    const { error } = (await response.json()) as Refusal
    expect(response.status).toBe(404)
    expect(Object.keys(error)).toEqual(['code', 'message', 'field'])
    expect(error).toMatchObject({ code: 'NOT_FOUND', field: 'ref' })
  })

  test('is not there before its agreement, nor when it was withdrawn', async () => {
    expect((await answerOfItem('SF-03', 'asOf=2023-11-14')).status).toBe(404)
    await database.sql(`UPDATE "Commitment" SET "withdrawnAt" = now(), "withdrawnReason" = 'x' WHERE ref = 'SF-29'`)
    expect((await answerOfItem('SF-29')).status).toBe(404)
  })

  test.each([
    ['asOf=2026-11-23', 'asOf'],
    ['asOf=', 'asOf'],
    ['page=1', 'page'],
    ['q=x', 'q'],
  ])('refuses %s', async (query, field) => {
    const response = await answerOfItem('SF-03', query)
    expect(response.status).toBe(400)
    expect(((await response.json()) as Refusal).error).toMatchObject({ code: 'INVALID', field })
  })
})

/** An unpaired surrogate cannot stand in an address; the route may still be handed one. */
const getWithPlainAddress = (ref: string) => answerOfItem(ref.isWellFormed() ? ref : '\ufffd')
