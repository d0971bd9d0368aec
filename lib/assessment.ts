import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import {
  type CommitmentType,
  type Condition,
  type Contradiction,
  contradictionIn,
  type Judgement,
  type Status,
} from '@/lib/status'

/** A recorded judgement. `id` is its sequence number; `evidence` the keys of the direct follow-ups it rests on. */
export type Assessment = Judgement & {
  id: number
  effectiveOn: Day
  recordedAt: string
  recordedBy: string
  methodVersion: string
  rationaleZh: string | null
  rationaleEn: string | null
  supersedesId: number | null
  supersededBy: string | null
  reason: string | null
  evidence: string[]
}

/** What a writer hands in: the ledger adds the sequence number and the instant. */
export type AssessmentDraft = Omit<Assessment, 'id' | 'recordedAt'>

/** Chosen in a form: whatever confidence the rule derives from the evidence. */
export const SUGGESTED = 'SUGGESTED'

/** A day on which a commitment's headline changed. */
export type StatusChange = {
  ref: string
  titleZh: string
  titleEn: string
  effectiveOn: Day
  status: Status | null
  condition: Condition
  statusBefore: Status | null
  conditionBefore: Condition
}

type Folded = Pick<Assessment, 'id' | 'effectiveOn' | 'recordedAt' | 'supersedesId'>

/**
 * The headline on `day`: of the assessments not superseded, the one with the latest `effectiveOn` up to that day,
 * ties broken by the latest sequence number; null before the first. With `knownAt` (an ISO instant), of those
 * recorded by then, and so what the ledger said at that time.
 */
export function headlineOn<T extends Folded>(assessments: readonly T[], day: Day, knownAt?: string): T | null {
  const known = knownAt === undefined ? assessments : assessments.filter((a) => a.recordedAt <= knownAt)
  const superseded = new Set(known.map((a) => a.supersedesId))
  return known
    .filter((a) => a.effectiveOn <= day && !superseded.has(a.id))
    .reduce<T | null>((best, a) => (best && isLater(best, a) ? best : a), null)
}

const isLater = (a: Folded, b: Folded) =>
  a.effectiveOn > b.effectiveOn || (a.effectiveOn === b.effectiveOn && a.id > b.id)

export type AssessedCommitment = {
  ref: string
  type: CommitmentType
  delivered: boolean
  concludedOn: Day
  /** Keys of its direct follow-ups. */
  direct: ReadonlySet<string>
}

/** Where a form shows each contradiction. */
const FIELD_OF: Record<Contradiction, keyof AssessmentDraft> = {
  progressOutsideBand: 'progress',
  declaratoryMismatch: 'status',
  concludedTooEarly: 'condition',
  supersededByNothing: 'supersededBy',
}

/** Statuses for which the agreement's own text is the evidence. */
const SELF_EVIDENT: readonly (Status | null)[] = [null, 'AGREED', 'NO_RECORD', 'DECLARATORY']

/**
 * Refuses, with INVALID, an assessment that the method does not allow: a contradiction, a day outside the agreement's
 * life, evidence that is not a direct follow-up, or a change of status or condition from `before` without
 * rationale or evidence.
 */
export function refuseUnsound(
  draft: AssessmentDraft,
  commitment: AssessedCommitment,
  before: Judgement | null,
  today: Day,
): void {
  const refuse = (key: string, field: keyof AssessmentDraft | 'rationale', values = {}) => {
    throw new AppError('INVALID', key, field, { ref: commitment.ref, ...values })
  }
  const contradiction = contradictionIn(commitment.type, draft)
  if (contradiction) refuse(contradiction, FIELD_OF[contradiction])
  if (draft.supersededBy === commitment.ref) refuse('supersededByNothing', 'supersededBy')
  if (draft.effectiveOn < commitment.concludedOn || draft.effectiveOn > today)
    refuse('effectiveOutsideLife', 'effectiveOn', { day: draft.effectiveOn, from: commitment.concludedOn, to: today })
  for (const key of draft.evidence) if (!commitment.direct.has(key)) refuse('evidenceNotDirect', 'evidence', { key })
  if (draft.supersedesId !== null && !draft.reason) refuse('correctionWithoutReason', 'reason')

  const statusChanged = draft.status !== (before?.status ?? null)
  const conditionChanged = draft.condition !== (before?.condition ?? 'ACTIVE')
  if (!statusChanged && !conditionChanged) return
  if (!draft.rationaleZh && !draft.rationaleEn) refuse('rationaleMissing', 'rationale')
  const atSummit = commitment.delivered && draft.status === 'FULFILLED' && draft.condition === 'CONCLUDED'
  const selfEvident =
    atSummit || (SELF_EVIDENT.includes(draft.status) && (!conditionChanged || draft.condition === 'ACTIVE'))
  if (!selfEvident && draft.evidence.length === 0) refuse('evidenceMissing', 'evidence')
}
