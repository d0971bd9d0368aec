import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headlineOn } from '@/lib/assessment'
import type { Day } from '@/lib/day'
import { nextDay } from '@/lib/day'
import { LEVEL, monthsOf, placeOf, type Step, stepsOf, yearsIn } from '@/lib/series'
import { CONDITIONS, STATUS_KEYS, statusKey, UNASSESSED } from '@/lib/status'
import { anAssessment, SUMMIT, TODAY } from '@/tests/support/build'
import { generatedDay } from '@/tests/support/histories'

/** The step in force on a day, or null where there is none. */
const stepOn = (steps: readonly Step[], day: Day): Step | null =>
  steps.find((step) => step.from <= day && day <= step.until) ?? null

const judgement = fc.record({
  status: fc.constantFrom(...STATUS_KEYS),
  condition: fc.constantFrom(...CONDITIONS),
  effectiveOn: generatedDay(),
  corrects: fc.option(fc.nat({ max: 20 })),
})

/** Assessments as the ledger would hold them: each corrects at most one that stands, or none. */
const history = fc.array(judgement, { maxLength: 9 }).map((list) => {
  const recorded: ReturnType<typeof anAssessment>[] = []
  for (const { status, corrects, ...rest } of list) {
    const standing = recorded.filter(({ id }) => !recorded.some((later) => later.supersedesId === id))
    const corrected = corrects === null ? undefined : standing[corrects % standing.length]
    const own = { id: recorded.length + 1, supersedesId: corrected?.id ?? null }
    recorded.push(anAssessment({ ...rest, ...own, status: status === UNASSESSED ? null : status }))
  }
  return recorded
})

const shown = (what: { status: string | null; condition: string } | null) =>
  what && { status: what.status ?? UNASSESSED, condition: what.condition }

describe('the line of a status over time', () => {
  test('is the headline on every day, to the last', () => {
    fc.assert(
      fc.property(history, generatedDay(), fc.array(generatedDay(), { maxLength: 5 }), (assessments, asOf, days) => {
        const steps = stepsOf(assessments, asOf)
        const turns = assessments.flatMap(({ effectiveOn }) => [effectiveOn, nextDay(effectiveOn)])
        for (const day of [SUMMIT, ...days, ...turns, asOf].filter((day) => day <= asOf))
          expect(shown(stepOn(steps, day)), day).toEqual(shown(headlineOn(assessments, day)))
        expect(shown(steps.at(-1) ?? null)).toEqual(shown(headlineOn(assessments, asOf)))
      }),
    )
  })

  test('has no step that goes on as the one before, no gap, and nothing after its day', () => {
    fc.assert(
      fc.property(history, generatedDay(), (assessments, asOf) => {
        const steps = stepsOf(assessments, asOf)
        for (const [index, step] of steps.entries()) {
          const next = steps[index + 1]
          expect(step.from <= step.until).toBe(true)
          if (!next) expect(step.until).toBe(asOf)
          else {
            expect(next.from).toBe(nextDay(step.until))
            expect(shown(next)).not.toEqual(shown(step))
          }
        }
      }),
    )
  })

  test('of a ledger on an earlier day is the beginning of the line of today', () => {
    fc.assert(
      fc.property(history, generatedDay(), (assessments, asOf) => {
        const today = stepsOf(assessments, TODAY)
        for (const step of stepsOf(assessments, asOf)) expect(shown(stepOn(today, step.from))).toEqual(shown(step))
      }),
    )
  })

  test('leaves out a change of progress or confidence alone, and what was corrected', () => {
    const underway = { status: 'UNDERWAY', condition: 'ACTIVE' } as const
    const assessments = [
      anAssessment({ id: 1, effectiveOn: SUMMIT }),
      anAssessment({ id: 2, ...underway, effectiveOn: '2024-01-18', progress: 50 }),
      anAssessment({ id: 3, ...underway, effectiveOn: '2024-03-01', progress: 60 }),
      anAssessment({ id: 4, ...underway, effectiveOn: '2024-07-16', condition: 'STALLED' }),
      anAssessment({ id: 5, ...underway, effectiveOn: '2024-07-17', condition: 'SUSPENDED', supersedesId: 4 }),
    ]
    expect(stepsOf(assessments, '2024-12-31')).toEqual([
      { from: SUMMIT, until: '2024-01-17', status: 'AGREED', condition: 'ACTIVE' },
      { from: '2024-01-18', until: '2024-07-16', ...underway },
      { from: '2024-07-17', until: '2024-12-31', status: 'UNDERWAY', condition: 'SUSPENDED' },
    ])
    expect(stepsOf([], TODAY)).toEqual([])
    expect(stepsOf(assessments, '2023-01-01')).toEqual([])
  })

  test('rises from agreed to fulfilled', () => {
    const levels = (['AGREED', 'INITIATED', 'UNDERWAY', 'FULFILLED'] as const).map((status) => LEVEL[status])
    expect(levels).toEqual([0, 1, 2, 3])
    expect(Object.keys(LEVEL).sort()).toEqual([...STATUS_KEYS].sort())
    expect(LEVEL[statusKey(null)]).toBe(0)
  })
})

describe('a span of days', () => {
  const year = { first: '2024-01-01', last: '2024-12-31' }

  test.each([
    ['2024-01-01', 0],
    ['2024-07-02', 50],
    ['2025-01-01', 100],
    ['2020-01-01', 0],
    ['2030-01-01', 100],
  ])('places %s at %d per cent', (day, expected) => expect(placeOf(day, year)).toBe(expected))

  test('of one day is as wide as its chart', () => {
    const day = { first: SUMMIT, last: SUMMIT }
    expect([placeOf(SUMMIT, day), placeOf(nextDay(SUMMIT), day)]).toEqual([0, 100])
  })

  test('is divided by its years without gap or overlap', () => {
    fc.assert(
      fc.property(generatedDay(), generatedDay(), (one, other) => {
        const [first = one, last = other] = [one, other].sort()
        const years = yearsIn({ first, last })
        expect(years[0]?.from).toBe(0)
        expect(years.at(-1)?.to).toBe(100)
        for (const [index, { from }] of years.entries()) if (index) expect(from).toBe(years[index - 1]?.to)
      }),
    )
  })
})

describe('follow-ups by month', () => {
  const span = { first: SUMMIT, last: '2024-02-01' }

  test('lists every month from the first to the last, with what counts from it', () => {
    const counts = [
      { month: '2023-12', relation: 'CONTEXT' as const, count: 2 },
      { month: '2024-02', relation: 'DIRECT' as const, count: 3 },
      { month: '2024-02', relation: 'ADJACENT' as const, count: 1 },
      { month: '2024-03', relation: 'DIRECT' as const, count: 9 },
    ]
    expect(monthsOf(counts, span)).toEqual([
      { month: '2023-11', direct: 0, background: 0 },
      { month: '2023-12', direct: 0, background: 2 },
      { month: '2024-01', direct: 0, background: 0 },
      { month: '2024-02', direct: 3, background: 1 },
    ])
  })

  test('never skips or repeats a month', () => {
    fc.assert(
      fc.property(generatedDay(), (last) => {
        const months = monthsOf([], { first: SUMMIT, last }).map(({ month }) => month)
        const [year, month] = last.split('-').map(Number) as [number, number]
        expect(months).toHaveLength((year - 2023) * 12 + month - 11 + 1)
        expect(new Set(months).size).toBe(months.length)
        expect(months.at(-1)).toBe(last.slice(0, 7))
      }),
    )
  })
})
