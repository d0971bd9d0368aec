import { type Comparison, compare, type Sides } from '@/lib/conflict'
import { type Day, yearsAfter } from '@/lib/day'
import { AppError } from '@/lib/error'

/** What a field of a plan holds: a text of so many characters, a day, the id of a person, or a number of days. */
type PlanFieldKind = { holds: 'text'; longest: number; lang?: 'zh-CN' | 'en' } | { holds: 'day' | 'person' | 'days' }

/**
 * The working fields of a commitment: what the desk plans, by when, and who is responsible. They are not evidence, do
 * not affect the status, and are hidden from readers without an account. Each is read (lib/entry/plan.ts), kept
 * (lib/db/plans/columns.ts) and edited (components/desk/plan-fields.tsx) as its kind says, in this order, and has a label
 * under `plan.fields` in messages/.
 */
export const PLAN = {
  plannedStepZh: { holds: 'text', longest: 1_000, lang: 'zh-CN' },
  plannedStepEn: { holds: 'text', longest: 1_000, lang: 'en' },
  plannedStepOn: { holds: 'day' },
  responsible: { holds: 'person' },
  /** How often news of it is expected; null: as usual for its type (lib/commitment.ts). */
  reviewEveryDays: { holds: 'days' },
  workingNotes: { holds: 'text', longest: 4_000 },
} as const satisfies Record<string, PlanFieldKind>

export type PlanField = keyof typeof PLAN
export const PLAN_FIELDS = Object.keys(PLAN) as PlanField[]
export const kindOf = (name: PlanField): PlanFieldKind => PLAN[name]

/** What is planned; null where a field is empty. */
export type Plan = { [Name in PlanField]: ((typeof PLAN)[Name]['holds'] extends 'days' ? number : string) | null }

/** A plan, and the day on which somebody last looked and found nothing new. */
export type WorkingFields = Plan & { reviewedOn: Day | null }

/** The fields that an edit changed; there may be none. */
export type RecordedFields = { data: Partial<WorkingFields> }

export const WORKING_FIELDS: readonly (keyof WorkingFields)[] = [...PLAN_FIELDS, 'reviewedOn']

/** The longest review period, in days. */
export const LONGEST_REVIEW = 3_650
/** How far ahead a step can be planned, in years. */
export const FARTHEST_STEP = 50

/** A plan as recorded, or as a form's fields hold it, where an empty text means nothing. */
type Held = Record<PlanField, string | number | null>

/** A rule ties these to each other, so an edit of one concerns them all. */
const STEP: readonly PlanField[] = ['plannedStepZh', 'plannedStepEn', 'plannedStepOn']

const hasDayAlone = (plan: Held) => !!plan.plannedStepOn && !plan.plannedStepZh && !plan.plannedStepEn

/** Compares plans (lib/conflict.ts). Where the parts of a step would no longer fit together, they all collide. */
export function comparePlans<P extends Held>(sides: Sides<P>): Comparison<P, PlanField> {
  const compared = compare<P, PlanField>(PLAN_FIELDS, sides)
  const isTorn = hasDayAlone(compared.merged) && !hasDayAlone(sides.yours)
  if (!isTorn) return compared
  const { moved, collisions } = compared
  return { ...compared, collisions: moved.filter((name) => collisions.includes(name) || STEP.includes(name)) }
}

/**
 * Refuses, with INVALID, a planned day without a step, before the agreement or too far ahead, and a review period out of
 * bounds. Only the `changed` fields are judged.
 */
export function refuseUnsoundPlan(plan: Plan, changed: readonly PlanField[], concludedOn: Day, today: Day): void {
  const refuse = (key: string, field: PlanField, values = {}) => {
    throw new AppError('INVALID', key, field, values)
  }
  const { plannedStepOn, reviewEveryDays } = plan
  if (plannedStepOn !== null && changed.includes('plannedStepOn')) {
    const life = { from: concludedOn, to: yearsAfter(today, FARTHEST_STEP) }
    if (plannedStepOn < life.from || plannedStepOn > life.to) refuse('dayOutside', 'plannedStepOn', life)
  }
  if (hasDayAlone(plan) && STEP.some((name) => changed.includes(name))) refuse('stepMissing', 'plannedStepOn')
  if (reviewEveryDays !== null && changed.includes('reviewEveryDays'))
    if (reviewEveryDays < 1 || reviewEveryDays > LONGEST_REVIEW)
      refuse('reviewOutside', 'reviewEveryDays', { least: 1, most: LONGEST_REVIEW })
}

/** Refuses, with INVALID, a day of review before the agreement or in the future. */
export function refuseUnsoundReview(reviewedOn: Day, concludedOn: Day, today: Day): void {
  if (reviewedOn < concludedOn || reviewedOn > today)
    throw new AppError('INVALID', 'dayOutside', 'reviewedOn', { from: concludedOn, to: today })
}

/** A step that the desk plans, as opposed to one that the parties agreed on. */
export type PlannedStep = { zh: string | null; en: string | null; on: Day | null }

export function plannedStepOf({ plannedStepZh: zh, plannedStepEn: en, plannedStepOn: on }: Plan): PlannedStep | null {
  return zh === null && en === null ? null : { zh, en, on }
}
