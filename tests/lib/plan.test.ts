import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planEntry, reviewEntry } from '@/lib/entry/plan'
import { problemsIn } from '@/lib/entry/problems'
import { AppError } from '@/lib/error'
import { fieldsOf } from '@/lib/form'
import { LOCALES } from '@/lib/locale'
import {
  comparePlans,
  PLAN_FIELDS,
  type Plan,
  type PlanField,
  refuseUnsoundPlan,
  refuseUnsoundReview,
} from '@/lib/plan'
import { MESSAGES } from '@/lib/sentence'
import { NO_PLAN, SUMMIT, TODAY } from '@/tests/support/build'

const aPlan = (parts: Partial<Plan> = {}): Plan => ({ ...NO_PLAN, ...parts })

/** A few values, so that sides often agree; every plan has a step, so that none is torn. */
const values = fc.constantFrom(null, 'a', 'b', 'c')
const described = fc
  .record({ plannedStepEn: values, plannedStepOn: values, responsible: values, workingNotes: values })
  .map((parts) => aPlan({ ...parts, plannedStepZh: 'a step' }))

describe('an edit held against what stands now', () => {
  test('loses nobody a change: every field is as the one who changed it has it, or is asked about', () => {
    fc.assert(
      fc.property(described, described, described, (base, yours, theirs) => {
        const { merged, changed, collisions } = comparePlans({ base, yours, theirs })
        for (const name of PLAN_FIELDS) {
          const [isYours, isTheirs] = [yours[name] !== base[name], theirs[name] !== base[name]]
          expect(collisions.includes(name)).toBe(isYours && isTheirs && yours[name] !== theirs[name])
          expect(merged[name]).toBe(isYours ? yours[name] : theirs[name])
          expect(changed.includes(name)).toBe(merged[name] !== theirs[name])
        }
      }),
    )
  })

  const nothing = { changed: [], collisions: [] }
  test('from what stands is what was typed, and never collides', () => {
    fc.assert(
      fc.property(described, described, (base, yours) => {
        expect(comparePlans({ base, yours, theirs: base })).toMatchObject({ merged: yours, collisions: [] })
        expect(comparePlans({ base, yours: base, theirs: yours })).toMatchObject({ ...nothing, merged: yours })
        expect(comparePlans({ base, yours, theirs: yours })).toMatchObject({ ...nothing, merged: yours })
      }),
    )
  })

  test('collides where a day would be left without its step', () => {
    const base = aPlan({ plannedStepEn: 'Meet.' })
    const { collisions } = comparePlans({ base, yours: { ...base, plannedStepOn: '2027-01-10' }, theirs: NO_PLAN })
    expect(collisions).toEqual(['plannedStepEn'])
    const dated = { ...base, plannedStepOn: '2027-01-10' }
    expect(comparePlans({ base, yours: NO_PLAN, theirs: dated }).collisions).toEqual(['plannedStepOn'])
  })
})

describe('a plan', () => {
  const refusalOf = (plan: Partial<Plan>, changed: readonly PlanField[] = PLAN_FIELDS) => {
    try {
      refuseUnsoundPlan(aPlan({ plannedStepEn: 'Meet.', ...plan }), changed, SUMMIT, TODAY)
      return null
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return `${error.code} ${error.key} ${error.field}`
    }
  }
  test.each<[string, Partial<Plan>, string | null]>([
    ['on the day of the agreement', { plannedStepOn: SUMMIT }, null],
    ['50 years ahead', { plannedStepOn: '2076-11-22' }, null],
    ['before the agreement', { plannedStepOn: '2023-11-14' }, 'INVALID dayOutside plannedStepOn'],
    ['more than 50 years ahead', { plannedStepOn: '2076-11-23' }, 'INVALID dayOutside plannedStepOn'],
    ['in Chinese alone', { plannedStepEn: null, plannedStepZh: '会晤', plannedStepOn: TODAY }, null],
    ['with a day alone', { plannedStepEn: null, plannedStepOn: TODAY }, 'INVALID stepMissing plannedStepOn'],
    ['reviewed every day', { reviewEveryDays: 1 }, null],
    ['reviewed every ten years', { reviewEveryDays: 3650 }, null],
    ['reviewed every 0 days', { reviewEveryDays: 0 }, 'INVALID reviewOutside reviewEveryDays'],
    ['reviewed more seldom', { reviewEveryDays: 3651 }, 'INVALID reviewOutside reviewEveryDays'],
  ])('%s is taken, or refused with the field named', (_, plan, refusal) => {
    expect(refusalOf(plan)).toBe(refusal)
  })

  test('is not refused for a field that nobody touched', () => {
    expect(refusalOf({ reviewEveryDays: 9000, plannedStepOn: '1999-01-01' }, ['workingNotes'])).toBeNull()
  })

  test('is reviewed between the agreement and today', () => {
    for (const day of [SUMMIT, TODAY]) expect(() => refuseUnsoundReview(day, SUMMIT, TODAY)).not.toThrow()
    for (const day of ['2023-11-14', '2026-11-23']) expect(() => refuseUnsoundReview(day, SUMMIT, TODAY)).toThrow()
  })

  test.each(LOCALES)('has a label for every field (%s)', (locale) => {
    expect(Object.keys(MESSAGES[locale].plan.fields).sort()).toEqual([...PLAN_FIELDS].sort())
  })
})

describe('a plan as typed', () => {
  const right: Record<string, string> = {
    ref: 'SF-09',
    ...Object.fromEntries(PLAN_FIELDS.flatMap((name) => [[name, ''] as const, [`base.${name}`, ''] as const])),
  }
  const typed = (parts: Record<string, string | null> = {}) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...right, ...parts })) if (value !== null) form.set(name, value)
    return fieldsOf(form)
  }
  const problems = (fields: unknown) => {
    const read = planEntry.safeParse(fields)
    return read.success ? [] : problemsIn(read.error, fields, 'en').map(({ field, message }) => `${field}: ${message}`)
  }

  test('is read with what stood there when it was opened', () => {
    const edit = { plannedStepEn: ' Meet\r\nagain. ', reviewEveryDays: '90', 'base.plannedStepEn': 'Meet\r\nagain.' }
    expect(planEntry.parse(typed(edit))).toEqual({
      ref: 'SF-09',
      base: aPlan({ plannedStepEn: 'Meet\nagain.' }),
      yours: aPlan({ plannedStepEn: 'Meet\nagain.', reviewEveryDays: 90 }),
    })
  })

  test.each<[string, string, string | null, string]>([
    ['a day that does not exist', 'plannedStepOn', '2027-02-29', 'plannedStepOn: This is not a day of the calendar'],
    ['a day in words', 'plannedStepOn', 'tomorrow', 'plannedStepOn: This is not a day of the calendar'],
    ['a period in words', 'reviewEveryDays', 'monthly', 'reviewEveryDays: Write a whole number.'],
    ['a fraction of a day', 'reviewEveryDays', '1.5', 'reviewEveryDays: Write a whole number.'],
    ['a negative period', 'reviewEveryDays', '-1', 'reviewEveryDays: Write a whole number.'],
    [
      'a note of 100,000 characters',
      'workingNotes',
      'x'.repeat(100_000),
      'workingNotes: Write at most 4000 characters.',
    ],
    ['a field left out', 'workingNotes', null, 'workingNotes: This is needed.'],
    ['a base left out', 'base.workingNotes', null, 'base.workingNotes: This is needed.'],
    ['a person that cannot be', 'responsible', "x' OR 1=1", 'responsible: This cannot be read'],
    ['a version', 'version', '3', 'null: This form has no field “version”.'],
    ['a role', 'role', 'ADMIN', 'null: This form has no field “role”.'],
    ['an id', 'id', '1', 'null: This form has no field “id”.'],
    ['a day of review', 'reviewedOn', '2026-01-01', 'null: This form has no field “reviewedOn”.'],
    ['a prototype', '__proto__.role', 'ADMIN', 'null: This form has no field “__proto__”.'],
    ['a prototype in its base', 'base.__proto__.role', 'ADMIN', 'base: This form has no field “__proto__”.'],
  ])('is refused with %s', (_, name, value, message) => {
    expect(problems(typed({ [name]: value })).join('\n')).toContain(message)
  })

  test.each([
    ['RTL override', 'Meet \u202e again'],
    ['NUL', 'Meet \u0000 again'],
    ['lone surrogate', 'Meet \ud800 again'],
  ])('is refused with what cannot be seen: %s', (_, text) => {
    for (const name of ['plannedStepZh', 'plannedStepEn', 'workingNotes'])
      expect(problems({ ...typed({ [name]: null }), [name]: text })[0]).toMatch(
        new RegExp(`^${name}: There is a character`),
      )
    for (const name of ['plannedStepOn', 'responsible', 'reviewEveryDays', 'ref'])
      expect(problems({ ...typed({ [name]: null }), [name]: text })[0]).toMatch(new RegExp(`^${name}: `))
    expect(reviewEntry.safeParse({ ref: 'SF-09', reviewedOn: text }).success).toBe(false)
  })

  test('keeps HTML and emoji as they were typed', () => {
    const text = '<img src=x onerror=alert(1)> 协商 👩🏽‍💻 & "quoted"'
    const edit = { plannedStepZh: text, plannedStepEn: text, workingNotes: text }
    expect(planEntry.parse(typed(edit)).yours).toMatchObject(edit)
  })
})
