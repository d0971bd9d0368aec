import { type Assessment, headlineOn } from '@/lib/assessment'
import { type Day, dateOf, dayOf, daysBetween, nextDay } from '@/lib/day'
import { type Condition, type StatusKey, statusKey } from '@/lib/status'
import type { Relation, SourceTier } from '@/prisma/generated/enums'

/** The parts of an assessment from which a status line is drawn. */
export type Judged = Pick<Assessment, 'id' | 'status' | 'condition' | 'effectiveOn' | 'recordedAt' | 'supersedesId'>

/** A stretch of days on which the headline stayed the same, both ends included. */
export type Step = { from: Day; until: Day; status: StatusKey; condition: Condition }

/**
 * A commitment's headline over time, up to and including `asOf`: on every day the step is what `headlineOn` says, a day
 * before the first assessment has none, and two neighbours differ in status or condition.
 */
export function stepsOf(assessments: readonly Judged[], asOf: Day): Step[] {
  const days = [...new Set(assessments.map((assessment) => assessment.effectiveOn))].filter((day) => day <= asOf).sort()
  const steps: Step[] = []
  for (const [index, from] of days.entries()) {
    const headline = headlineOn(assessments, from)
    if (!headline) continue
    const until = lastDayBefore(days[index + 1], asOf)
    const step = { from, until, status: statusKey(headline.status), condition: headline.condition }
    const before = steps.at(-1)
    if (before && before.status === step.status && before.condition === step.condition) before.until = until
    else steps.push(step)
  }
  return steps
}

const lastDayBefore = (day: Day | undefined, otherwise: Day): Day => (day ? dayAfter(day, -1) : otherwise)

/** The height of a status on a line, from 0; principles and what is only in the text stay at the bottom. */
export const LEVEL: Record<StatusKey, 0 | 1 | 2 | 3> = {
  UNASSESSED: 0,
  AGREED: 0,
  NO_RECORD: 0,
  DECLARATORY: 0,
  INITIATED: 1,
  UNDERWAY: 2,
  FULFILLED: 3,
}

/** The days a chart covers, both ends included. */
export type Span = { first: Day; last: Day }

/** Where a day begins within a span, in per cent of its width; the day after the last is at 100. */
export function placeOf(day: Day, { first, last }: Span): number {
  const share = daysBetween(first, day) / Math.max(1, daysBetween(first, nextDay(last)))
  return 100 * Math.min(1, Math.max(0, share))
}

/** The calendar years that a span touches, with where each begins and ends in it, in per cent. */
export function yearsIn(span: Span): { year: string; from: number; to: number }[] {
  const [first, last] = [Number(span.first.slice(0, 4)), Number(span.last.slice(0, 4))]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => {
    const year = String(first + n).padStart(4, '0')
    return { year, from: placeOf(`${year}-01-01`, span), to: placeOf(nextDay(`${year}-12-31`), span) }
  })
}

/** `YYYY-MM`. */
export type Month = string

/** How many follow-ups of one relation count from a month. */
export type MonthCount = { month: Month; relation: Relation; count: number }

/** A month's follow-ups: those that can support a status, and the background. */
export type FollowUpMonth = { month: Month; direct: number; background: number }

/** Every month of a span in order, those without follow-ups included; what lies outside it is left out. */
export function monthsOf(counts: readonly MonthCount[], span: Span): FollowUpMonth[] {
  const months = new Map<Month, FollowUpMonth>()
  for (let month = span.first.slice(0, 7); month <= span.last.slice(0, 7); month = monthAfter(month))
    months.set(month, { month, direct: 0, background: 0 })
  for (const { month, relation, count } of counts) {
    const found = months.get(month)
    if (found) found[relation === 'DIRECT' ? 'direct' : 'background'] += count
  }
  return [...months.values()]
}

/** How many different sources of one tier direct follow-ups have, and how many follow-ups have one. */
export type TierCount = { tier: SourceTier; sources: number; followUps: number }

/** A commitment's past, as its line over time needs it. */
export type History = { assessments: Judged[]; followUps: DatedFollowUp[] }

/** A follow-up as a dot on the line: `on` is the day from which it counts. */
export type DatedFollowUp = { key: string; on: Day; relation: Relation }

const monthAfter = (month: Month): Month => dayAfter(`${month}-28`, 4).slice(0, 7)

const dayAfter = (day: Day, days: number): Day => dayOf(new Date(dateOf(day).getTime() + days * 86_400_000))
