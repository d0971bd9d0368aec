import { type Assessment, type AssessmentDraft, headlineOn } from '@/lib/assessment'
import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import { type FollowUpDraft, isDirect } from '@/lib/follow-up'
import { METHOD_VERSION, suggest } from '@/lib/rule'
import type { Confidence, Judgement } from '@/lib/status'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { listFollowUps } from '../follow-ups/read'
import { createFollowUp, withdrawCurrent } from '../follow-ups/versions'
import { type LockedCommitment, lockCommitment, raiseVersion } from '../lock'
import { UNDONE, type Undoing, undoTooLate } from '../undoing'
import { type Author, type Written, write } from '../write'
import { listAssessments } from './read'
import { headlineWithout, recordAssessments } from './record'

/** A person's judgement, made from a version of the commitment, with the follow-ups to record along with it. */
export type NewAssessment = Omit<AssessmentDraft, 'recordedBy' | 'methodVersion' | 'confidence'> & {
  /** Undefined: the one that the rule derives from the evidence. */
  confidence: Confidence | null | undefined
  ref: string
  version: number
  newEvidence: FollowUpDraft[]
}

/** What was recorded, and the new version of the commitment. */
export type RecordedAssessment = { ref: string; version: number; assessment: number; followUps: string[] }

/**
 * Records a judgement, and the follow-ups added with it, in one transaction with their changes. Refuses, with INVALID,
 * what the method does not allow and a confidence other than the rule's without a reason; with CONFLICT and the current
 * values, an edit from an older version.
 */
export function recordAssessment(
  db: PrismaClient,
  { ref, version, newEvidence, ...judgement }: NewAssessment,
  author: Author,
  today: Day,
): Promise<Written<RecordedAssessment>> {
  const action = judgement.supersedesId === null ? 'assessment.recorded' : 'assessment.corrected'
  return write(db, author, action, async (tx, record) => {
    const commitment = await lockCommitment(tx, ref, version)
    const followUps: string[] = []
    for (const [index, draft] of newEvidence.entries()) {
      const made = await withinField(`newEvidence.${index}`, () =>
        createFollowUp(tx, commitment, draft, { recordedBy: author.actor, today }),
      )
      record({ action: 'followUp.recorded', subject: made.key, item: ref, data: made })
      followUps.push(made.key)
    }
    const draft: AssessmentDraft = {
      ...judgement,
      confidence: await confidenceOf(tx, commitment, judgement),
      evidence: [...judgement.evidence, ...followUps],
      recordedBy: author.actor,
      methodVersion: METHOD_VERSION,
    }
    const before = judgementOf(headlineWithout(await listAssessments(tx, commitment.id), draft))
    const [assessment = 0] = await recordAssessments(tx, ref, [draft], today)
    const raised = await raiseVersion(tx, commitment, today)
    const { reason, ...judged } = draft
    const data = { ...judged, id: assessment }
    record({ action, subject: ref, item: ref, data, before, ...(reason && { reason }) })
    return { ref, version: raised, assessment, followUps }
  })
}

/**
 * Undoes an assessment (lib/db/undo.ts): a correction restores what it replaced on its day, and the follow-ups that came
 * with it are withdrawn.
 */
export const undoAssessment: Undoing<RecordedAssessment> = async (
  { tx, record, author, today },
  commitment,
  { ref, assessment: id, followUps },
) => {
  const recorded = await listAssessments(tx, commitment.id)
  const undone = recorded.find((assessment) => assessment.id === id)
  if (!undone) throw undoTooLate()
  // A correction gives back what it corrected, on that day; otherwise the headline before it is restored.
  const restored =
    recorded.find((assessment) => assessment.id === undone.supersedesId) ??
    headlineOn(
      recorded.filter((assessment) => assessment.id !== id),
      undone.effectiveOn,
    )
  // Evidence that was withdrawn meanwhile cannot be cited again; the earlier assessment still cites it.
  const direct = (await listFollowUps(tx, { commitmentId: commitment.id, upTo: today })).filter(isDirect)
  const draft: AssessmentDraft = {
    ...(judgementOf(restored) ?? NOT_ASSESSED),
    effectiveOn: undone.supersedesId === null ? undone.effectiveOn : (restored?.effectiveOn ?? undone.effectiveOn),
    rationaleZh: restored?.rationaleZh ?? null,
    rationaleEn: restored?.rationaleEn ?? (restored ? null : 'Not assessed before.'),
    evidence: direct.map(({ key }) => key).filter((key) => restored?.evidence.includes(key)),
    supersededBy: restored?.supersededBy ?? null,
    supersedesId: id,
    reason: UNDONE,
    recordedBy: author.actor,
    methodVersion: METHOD_VERSION,
  }
  const [restoring] = await recordAssessments(tx, ref, [draft], today)
  for (const key of followUps) {
    const before = await withdrawCurrent(tx, commitment, key, UNDONE)
    record({ action: 'followUp.withdrawn', subject: key, item: ref, data: null, before, reason: UNDONE })
  }
  const { reason, ...judged } = draft
  const data = { ...judged, id: restoring }
  record({ action: 'assessment.undone', subject: ref, item: ref, data, before: judgementOf(undone), reason: UNDONE })
}

const NOT_ASSESSED: Judgement = { status: null, condition: 'ACTIVE', progress: null, confidence: null }

function judgementOf(assessment: Assessment | null): Judgement | null {
  if (!assessment) return null
  const { status, condition, progress, confidence } = assessment
  return { status, condition, progress, confidence }
}

/** The rule's confidence on that day, or the chosen one, which needs a reason if it differs (METHOD). */
async function confidenceOf(
  tx: Prisma.TransactionClient,
  { id, concludedOn }: LockedCommitment,
  { confidence: chosen, effectiveOn, reason }: Pick<NewAssessment, 'confidence' | 'effectiveOn' | 'reason'>,
): Promise<Confidence | null> {
  const [{ type, delivered }, followUps] = await Promise.all([
    tx.commitment.findUniqueOrThrow({ where: { id }, select: { type: true, delivered: true } }),
    listFollowUps(tx, { commitmentId: id, upTo: effectiveOn }),
  ])
  const { confidence } = suggest({ type, delivered, concludedOn, followUps }, effectiveOn)
  if (chosen === undefined || chosen === confidence) return confidence
  if (!reason) throw new AppError('INVALID', 'overrideWithoutReason', 'reason')
  return chosen
}

/** Names the field of a refusal as the whole form does, of which the work handles a part. */
async function withinField<T>(part: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError) || error.field === null) throw error
    throw new AppError(error.code, error.key, `${part}.${error.field}`, error.values, error.current)
  }
}
