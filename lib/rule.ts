import { type Day, yearsAfter } from '@/lib/day'
import { countsOn, type FollowUp, inDateOrder, isDirect, type Source } from '@/lib/follow-up'
import type { CommitmentType, Condition, Confidence, Judgement, Status } from '@/lib/status'

/** Rule v1 (METHOD.md): what the evidence suggests. It never writes; an editor confirms or overrides. */
export const METHOD_VERSION = 'v1'
export const RECORDED_BY_RULE = 'rule v1'

export type RuleInput = {
  type: CommitmentType
  /** Whether the agreement itself did it, on its day. */
  delivered: boolean
  /** The agreement's day. */
  concludedOn: Day
  /** All of the commitment's follow-ups, of every relation and day. */
  followUps: readonly FollowUp[]
}

export type Suggestion = Judgement & {
  /** The direct follow-ups it rests on, earliest first. */
  evidence: FollowUp[]
  held: number
  deliveries: number
  /** Steps agreed and progress reported. */
  soft: number
}

/** What the direct follow-ups that count by `day` suggest on that day. */
export function suggest(input: RuleInput, day: Day): Suggestion {
  const evidence = inDateOrder(input.followUps.filter((f) => isDirect(f) && countsOn(f) <= day))
  const count = (...effects: FollowUp['effect'][]) => evidence.filter((f) => effects.includes(f.effect)).length
  const tally = { held: count('HELD'), deliveries: count('DELIVERED'), soft: count('STEP_AGREED', 'REPORTED') }

  const silentForAYear = evidence.length === 0 && day >= yearsAfter(input.concludedOn, 1)
  const status = statusFor(input, tally) ?? (silentForAYear ? 'NO_RECORD' : 'AGREED')
  return {
    status,
    condition: conditionFor(input, status, evidence),
    progress: PROGRESS[status],
    confidence: confidenceFrom(evidence),
    evidence,
    ...tally,
  }
}

/** An assessment of the seeded history: a suggestion, and the day from which it held. */
export type SeededAssessment = Suggestion & { effectiveOn: Day }

/**
 * From the agreement's day to `until`, one assessment for each day on which the rule's answer differs from the day
 * before. The answer can only change on a day a follow-up begins to count, and a year after the agreement.
 */
export function seededHistory(input: RuleInput, until: Day): SeededAssessment[] {
  const turningDays = new Set([
    input.concludedOn,
    yearsAfter(input.concludedOn, 1),
    ...input.followUps.filter(isDirect).map(countsOn),
  ])
  const history: SeededAssessment[] = []
  for (const day of [...turningDays].sort()) {
    if (day < input.concludedOn || day > until) continue
    const suggestion = suggest(input, day)
    const last = history.at(-1)
    if (!last || !sameJudgement(last, suggestion)) history.push({ ...suggestion, effectiveOn: day })
  }
  return history
}

const sameJudgement = (a: Judgement, b: Judgement): boolean =>
  a.status === b.status && a.condition === b.condition && a.progress === b.progress && a.confidence === b.confidence

const PROGRESS: Record<Status, number | null> = {
  AGREED: 0,
  NO_RECORD: null,
  INITIATED: 25,
  UNDERWAY: 60,
  FULFILLED: 100,
  DECLARATORY: null,
}

type Tally = Pick<Suggestion, 'held' | 'deliveries' | 'soft'>

function statusFor({ type, delivered }: RuleInput, { held, deliveries, soft }: Tally): Status | null {
  if (type === 'PRINCIPLE') return 'DECLARATORY'
  if (delivered) return 'FULFILLED'
  const any = held + deliveries + soft > 0
  switch (type) {
    case 'MECHANISM':
      return held >= 2 ? 'FULFILLED' : held === 1 ? 'UNDERWAY' : any ? 'INITIATED' : null
    case 'CONDUCT':
      return held + deliveries >= 2 ? 'UNDERWAY' : any ? 'INITIATED' : null
    case 'NEGOTIATION':
      return deliveries >= 1 ? 'FULFILLED' : any ? 'INITIATED' : null
    case 'DELIVERABLE':
      return deliveries >= 1 ? 'FULFILLED' : held + soft >= 2 ? 'UNDERWAY' : any ? 'INITIATED' : null
    case 'TARGET':
      return deliveries >= 1 ? 'UNDERWAY' : any ? 'INITIATED' : null
  }
}

const CONDITION_AFTER: Partial<Record<FollowUp['effect'], Condition>> = {
  SUSPENDED: 'SUSPENDED',
  LAPSED: 'STALLED',
  REVERSED: 'REVERSED',
  HELD: 'ACTIVE',
  DELIVERED: 'ACTIVE',
  STEP_AGREED: 'ACTIVE',
  RESUMED: 'ACTIVE',
}

function conditionFor(input: RuleInput, status: Status, evidence: readonly FollowUp[]): Condition {
  const ends = input.type === 'NEGOTIATION' || input.type === 'DELIVERABLE' || input.delivered
  if (ends && status === 'FULFILLED') return 'CONCLUDED'
  return evidence.reduce<Condition>((condition, f) => CONDITION_AFTER[f.effect] ?? condition, 'ACTIVE')
}

/** Distinct sources, by URL, of everything but setbacks: an official and another make it high. */
function confidenceFrom(evidence: readonly FollowUp[]): Confidence | null {
  const sources = evidence.filter((f) => f.effect !== 'SETBACK').flatMap((f) => f.sources)
  const official = new Set(sources.filter(isOfficial).map(identity))
  const others = new Set(sources.map(identity).filter((source) => !official.has(source)))
  if (official.size > 0) return others.size > 0 ? 'HIGH' : 'MEDIUM'
  return others.size >= 2 ? 'MEDIUM' : others.size === 1 ? 'LOW' : null
}

const isOfficial = ({ tier }: Source): boolean => tier === 'OFFICIAL' || tier === 'OFFICIAL_REPUBLISHED'

const identity = ({ url, publisher, title }: Source): string => url || JSON.stringify([publisher, title])
