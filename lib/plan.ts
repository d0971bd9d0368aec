import { type Comparison, compare, type Sides } from '@/lib/conflict'
import { type Day, yearsAfter } from '@/lib/day'
import { AppError } from '@/lib/error'

/**
 * The working fields of a commitment: what the desk plans, by when, and who is responsible. They are not evidence, do
 * not affect the status, and are hidden from readers without an account.
 */
export type Plan = {
  plannedStepZh: string | null
  plannedStepEn: string | null
  plannedStepOn: Day | null
  /** The id of a person. */
  responsible: string | null
  /** How often news of it is expected, in days; null: as usual for its type (lib/commitment.ts). */
  reviewEveryDays: number | null
  workingNotes: string | null
}

/** A plan, and the day on which somebody last looked and found nothing new. */
export type WorkingFields = Plan & { reviewedOn: Day | null }

/** The fields that an edit changed; there may be none. */
export type RecordedFields = { data: Partial<WorkingFields> }

/** In the order in which they are shown; messages/ has a label for each under `plan.fields`. */
export const PLAN_FIELDS = [
  'plannedStepZh',
  'plannedStepEn',
  'plannedStepOn',
  'responsible',
  'reviewEveryDays',
  'workingNotes',
] as const satisfies readonly (keyof Plan)[]
export type PlanField = (typeof PLAN_FIELDS)[number]

export const WORKING_FIELDS = [...PLAN_FIELDS, 'reviewedOn'] as const satisfies readonly (keyof WorkingFields)[]

export const LONGEST_STEP = 1_000
export const LONGEST_NOTES = 4_000
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
