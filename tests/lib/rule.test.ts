import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headlineOn } from '@/lib/assessment'
import { type Day, nextDay } from '@/lib/day'
import type { FollowUp } from '@/lib/follow-up'
import { draftOf } from '@/lib/rationale'
import { type RuleInput, seededHistory, suggest } from '@/lib/rule'
import { type CommitmentType, contradictionIn } from '@/lib/status'
import { aFollowUp, aSource, SUMMIT, TODAY } from '@/tests/support/build'
import { generatedInput } from '@/tests/support/histories'
import { EXPECTED_ON, expected, summitInputs } from '@/tests/support/summit'

const LAST_DAY = '2026-12-31'

/** A commitment with follow-ups of these effects, ten days apart. */
const input = (
  type: CommitmentType,
  effects: FollowUp['effect'][] = [],
  parts: Partial<RuleInput> = {},
): RuleInput => ({
  type,
  delivered: false,
  concludedOn: SUMMIT,
  followUps: effects.map((effect, n) => aFollowUp({ key: `event-${n}`, effect, occurredOn: `2024-0${n + 1}-10` })),
  ...parts,
})
const said = (of: RuleInput, day: Day = '2024-10-01') => {
  const { status, condition, progress, confidence } = suggest(of, day)
  return `${status} ${condition} ${progress} ${confidence}`
}

describe('the rule', () => {
  test.each(expected)('says of $ref on 2025-12-31: $status, $condition', (row) => {
    const input = summitInputs().find((candidate) => candidate.ref === row.ref)
    if (!input) throw new Error(`${row.ref} is not in the data`)
    const { status, condition, progress, confidence, evidence } = suggest(input, EXPECTED_ON)
    expect({ ref: row.ref, status, condition, progress, confidence, followUps: evidence.length }).toEqual(row)
  })

  test('has an expected answer for each of the 29, and no other', () => {
    expect(expected.map((row) => row.ref)).toEqual(summitInputs().map((input) => input.ref))
    expect(expected).toHaveLength(29)
  })

  test.each<[CommitmentType, FollowUp['effect'][], string]>([
    ['PRINCIPLE', [], 'DECLARATORY ACTIVE null null'],
    ['PRINCIPLE', ['HELD', 'DELIVERED'], 'DECLARATORY ACTIVE null MEDIUM'],
    ['MECHANISM', [], 'AGREED ACTIVE 0 null'],
    ['MECHANISM', ['SETBACK'], 'AGREED ACTIVE 0 null'],
    ['MECHANISM', ['STEP_AGREED'], 'INITIATED ACTIVE 25 MEDIUM'],
    ['MECHANISM', ['REPORTED', 'REPORTED', 'DELIVERED'], 'INITIATED ACTIVE 25 MEDIUM'],
    ['MECHANISM', ['HELD'], 'UNDERWAY ACTIVE 60 MEDIUM'],
    ['MECHANISM', ['HELD', 'HELD'], 'FULFILLED ACTIVE 100 MEDIUM'],
    ['CONDUCT', ['REPORTED', 'STEP_AGREED', 'REPORTED'], 'INITIATED ACTIVE 25 MEDIUM'],
    ['CONDUCT', ['HELD'], 'INITIATED ACTIVE 25 MEDIUM'],
    ['CONDUCT', ['HELD', 'DELIVERED'], 'UNDERWAY ACTIVE 60 MEDIUM'],
    ['CONDUCT', ['HELD', 'HELD', 'HELD', 'DELIVERED'], 'UNDERWAY ACTIVE 60 MEDIUM'],
    ['NEGOTIATION', ['HELD', 'HELD', 'STEP_AGREED'], 'INITIATED ACTIVE 25 MEDIUM'],
    ['NEGOTIATION', ['DELIVERED'], 'FULFILLED CONCLUDED 100 MEDIUM'],
    ['DELIVERABLE', ['HELD'], 'INITIATED ACTIVE 25 MEDIUM'],
    ['DELIVERABLE', ['HELD', 'REPORTED'], 'UNDERWAY ACTIVE 60 MEDIUM'],
    ['DELIVERABLE', ['DELIVERED'], 'FULFILLED CONCLUDED 100 MEDIUM'],
    ['DELIVERABLE', ['DELIVERED', 'REVERSED'], 'FULFILLED CONCLUDED 100 MEDIUM'],
    ['TARGET', ['HELD', 'REPORTED'], 'INITIATED ACTIVE 25 MEDIUM'],
    ['TARGET', ['DELIVERED', 'DELIVERED'], 'UNDERWAY ACTIVE 60 MEDIUM'],
    ['MECHANISM', ['HELD', 'SUSPENDED'], 'UNDERWAY SUSPENDED 60 MEDIUM'],
    ['MECHANISM', ['HELD', 'LAPSED'], 'UNDERWAY STALLED 60 MEDIUM'],
    ['MECHANISM', ['HELD', 'REVERSED'], 'UNDERWAY REVERSED 60 MEDIUM'],
    ['MECHANISM', ['SUSPENDED', 'REPORTED', 'SETBACK'], 'INITIATED SUSPENDED 25 MEDIUM'],
    ['MECHANISM', ['SUSPENDED', 'RESUMED'], 'AGREED ACTIVE 0 MEDIUM'],
    ['MECHANISM', ['REVERSED', 'STEP_AGREED'], 'INITIATED ACTIVE 25 MEDIUM'],
  ])('says of a %s with %j: %s', (type, effects, answer) => expect(said(input(type, effects))).toBe(answer))

  test('takes what the summit itself delivered as done, but not a principle', () => {
    expect(said(input('MECHANISM', [], { delivered: true }), SUMMIT)).toBe('FULFILLED CONCLUDED 100 null')
    expect(suggest(input('PRINCIPLE', [], { delivered: true }), SUMMIT).status).toBe('DECLARATORY')
  })

  test('finds no record a year on, and only where there is no direct follow-up at all', () => {
    const silent = input('MECHANISM')
    expect(said(silent, '2024-11-14')).toBe('AGREED ACTIVE 0 null')
    expect(said(silent, '2024-11-15')).toBe('NO_RECORD ACTIVE null null')
    expect(said(input('MECHANISM', ['SETBACK']), '2025-01-01')).toBe('AGREED ACTIVE 0 null')
  })

  test('counts a follow-up from its last day, and background never', () => {
    const long = aFollowUp({ occurredOn: '2024-01-18', endedOn: '2024-03-20' })
    expect(suggest(input('MECHANISM', [], { followUps: [long] }), '2024-03-19').held).toBe(0)
    expect(suggest(input('MECHANISM', [], { followUps: [long] }), '2024-03-20').held).toBe(1)
    for (const relation of ['CONTEXT', 'ADJACENT'] as const)
      expect(said(input('MECHANISM', [], { followUps: [aFollowUp({ relation })] }))).toBe('AGREED ACTIVE 0 null')
  })

  const from = (...tiers: FollowUp['sources'][number]['tier'][]) =>
    tiers.map((tier, n) => aSource({ tier, url: `https://example.org/${n}` }))
  test.each<[string, FollowUp[], string | null]>([
    ['an official source and another', [aFollowUp({ sources: from('OFFICIAL', 'PRESS') })], 'HIGH'],
    ['official sources only', [aFollowUp({ sources: from('OFFICIAL', 'OFFICIAL_REPUBLISHED') })], 'MEDIUM'],
    ['two others', [aFollowUp({ sources: from('PRESS', 'STATE_MEDIA') })], 'MEDIUM'],
    ['one other', [aFollowUp({ sources: from('AGGREGATOR') })], 'LOW'],
    ['the same link twice', [aFollowUp({ sources: [...from('PRESS'), ...from('PRESS')] })], 'LOW'],
    ['setbacks only', [aFollowUp({ effect: 'SETBACK', sources: from('OFFICIAL', 'PRESS') })], null],
    ['nothing', [], null],
    [
      'two without a link',
      [
        aFollowUp({
          sources: [aSource({ url: '', tier: 'PRESS' }), aSource({ url: '', tier: 'PRESS', title: 'Other' })],
        }),
      ],
      'MEDIUM',
    ],
  ])('has the confidence that %s give', (_, followUps, confidence) =>
    expect(suggest(input('MECHANISM', [], { followUps }), TODAY).confidence).toBe(confidence),
  )
})

describe('the seeded history', () => {
  const asRecorded = (of: RuleInput) =>
    seededHistory(of, LAST_DAY).map((seeded, index) => ({
      ...draftOf(of, seeded),
      id: index + 1,
      recordedAt: '2026-12-31T00:00:00.000Z',
    }))

  const agreesOnEveryDay = (of: RuleInput) => {
    const recorded = asRecorded(of)
    for (let day = SUMMIT; day <= LAST_DAY; day = nextDay(day)) {
      const { status, condition, progress, confidence } = suggest(of, day)
      const headline = headlineOn(recorded, day)
      if (
        headline?.status !== status ||
        headline.condition !== condition ||
        headline.progress !== progress ||
        headline.confidence !== confidence
      )
        return day
    }
    return null
  }

  test.each(summitInputs())('of $ref folds to the rule on every day to the end of 2026', (input) =>
    expect(agreesOnEveryDay(input)).toBeNull(),
  )

  test('of any follow-ups folds to the rule on every day', () => {
    fc.assert(
      fc.property(generatedInput, (input) => {
        expect(agreesOnEveryDay(input)).toBeNull()
      }),
      { numRuns: 40 },
    )
  })

  test('has one assessment for each day on which the answer changes, and none that contradicts itself', () => {
    fc.assert(
      fc.property(generatedInput, (input) => {
        const history = asRecorded(input)
        const days = history.map((assessment) => assessment.effectiveOn)
        expect(days).toEqual([...new Set(days)].sort())
        expect(days[0]).toBe(SUMMIT)
        for (const assessment of history) expect(contradictionIn(input.type, assessment)).toBeNull()
      }),
    )
  })

  test('cites the direct follow-ups up to each day, and says why in both languages', () => {
    for (const input of summitInputs())
      for (const draft of seededHistory(input, TODAY).map((seeded) => draftOf(input, seeded))) {
        const upTo = input.followUps.filter(
          (f) => f.relation === 'DIRECT' && (f.endedOn ?? f.occurredOn) <= draft.effectiveOn,
        )
        expect(new Set(draft.evidence)).toEqual(new Set(upTo.map((f) => f.key)))
        expect(draft.rationaleZh).toMatch(/^规则v1：/)
        expect(draft.rationaleEn).toMatch(/^Rule v1: /)
      }
  })
})
