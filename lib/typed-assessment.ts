import { type Assessment, SUGGESTED } from '@/lib/assessment'
import { type Condition, type Judgement, PROGRESS_BAND, type StatusKey, statusKey } from '@/lib/status'

/** A judgement as the fields of a form hold it. */
export type TypedJudgement = { status: StatusKey; condition: Condition; progress: string; confidence: string }
export const JUDGEMENT_FIELDS = ['status', 'condition', 'progress', 'confidence'] as const

/** An assessment as the fields of a form hold it. */
export type TypedAssessment = TypedJudgement & {
  supersedesId: string
  effectiveOn: string
  rationaleZh: string
  rationaleEn: string
  evidence: readonly string[]
}

export const typedJudgement = ({ status, condition, progress, confidence }: Judgement): TypedJudgement => ({
  status: statusKey(status),
  condition,
  progress: progress === null ? '' : String(progress),
  confidence: confidence ?? 'NONE',
})

/** What a correction starts from: the assessment that it corrects, with the confidence left to the rule. */
export const correctionOf = (corrected: Assessment): TypedAssessment => ({
  ...typedJudgement(corrected),
  confidence: SUGGESTED,
  supersedesId: String(corrected.id),
  effectiveOn: corrected.effectiveOn,
  rationaleZh: corrected.rationaleZh ?? '',
  rationaleEn: corrected.rationaleEn ?? '',
  evidence: corrected.evidence,
})

/** The progress in a form once another status is chosen: what was there if the status allows it, or the only one it allows. */
export function progressAfter(status: StatusKey, progress: string): string {
  const band = PROGRESS_BAND[status]
  if (band === null) return ''
  const [least, most] = band
  if (progress !== '' && Number(progress) >= least && Number(progress) <= most) return progress
  return least === most ? String(least) : ''
}
