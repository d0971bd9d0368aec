import {
  type AssessedCommitment,
  type Assessment,
  type AssessmentDraft,
  headlineOn,
  refuseUnsound,
} from '@/lib/assessment'
import { type Day, dateOf, dayOf } from '@/lib/day'
import { AppError } from '@/lib/error'
import type { Prisma } from '@/prisma/generated/client'
import { refoldHeadlines } from '../filter-sql'
import { listAssessments } from './read'

/**
 * Records assessments of one commitment, in order, and refolds its headline; the caller's transaction adds the changes.
 * Resolves to their ids. Refuses, with INVALID, what the method does not allow given those before (lib/assessment.ts), and
 * with CONFLICT, a correction of what was corrected meanwhile.
 */
export async function recordAssessments(
  tx: Prisma.TransactionClient,
  ref: string,
  drafts: readonly AssessmentDraft[],
  today: Day,
): Promise<number[]> {
  // Two writers take turns: each folds, and judges against, everything that was recorded before it.
  await tx.$executeRaw`SELECT 1 FROM "Commitment" WHERE ref = ${ref} FOR NO KEY UPDATE`
  const commitment = await tx.commitment.findUnique({
    where: { ref },
    include: {
      agreement: true,
      timeline: { where: { relation: 'DIRECT', withdrawnAt: null, replacedBy: null }, select: { id: true, key: true } },
    },
  })
  if (!commitment) throw new AppError('NOT_FOUND', 'noCommitment', 'ref', { ref })
  const followUpIds = new Map(commitment.timeline.map((followUp) => [followUp.key, followUp.id]))
  const assessed: AssessedCommitment = {
    ref,
    type: commitment.type,
    delivered: commitment.delivered,
    concludedOn: dayOf(commitment.agreement.concludedOn),
    direct: new Set(followUpIds.keys()),
  }

  const recorded = await listAssessments(tx, commitment.id)
  for (const draft of drafts) {
    refuseStaleCorrection(draft, recorded, ref)
    refuseUnsound(draft, assessed, headlineWithout(recorded, draft), today)
    const { evidence, supersededBy, supersedesId, effectiveOn, ...rest } = draft
    const { id, recordedAt } = await tx.assessment.create({
      data: {
        ...rest,
        commitmentId: commitment.id,
        type: commitment.type,
        effectiveOn: dateOf(effectiveOn),
        supersedesId,
        supersededById: supersededBy === null ? null : await idOf(tx, supersededBy),
      },
    })
    await tx.evidence.createMany({
      data: evidence.map((key) => ({
        assessmentId: id,
        // refuseUnsound has checked that every key is one of these.
        followUpId: followUpIds.get(key) as number,
        commitmentId: commitment.id,
      })),
    })
    recorded.push({ ...draft, id, recordedAt: recordedAt.toISOString() })
  }
  await tx.$executeRaw(refoldHeadlines([commitment.id], today))
  return recorded.slice(-drafts.length).map((assessment) => assessment.id)
}

/** The headline on the draft's day without the draft, and without what it corrects. */
export const headlineWithout = (recorded: readonly Assessment[], { effectiveOn, supersedesId }: AssessmentDraft) =>
  headlineOn(
    recorded.filter((assessment) => assessment.id !== supersedesId),
    effectiveOn,
  )

/** A correction names an assessment of this commitment that nobody has corrected yet. */
function refuseStaleCorrection({ supersedesId }: AssessmentDraft, recorded: readonly Assessment[], ref: string): void {
  if (supersedesId === null) return
  if (!recorded.some((assessment) => assessment.id === supersedesId))
    throw new AppError('INVALID', 'nothingToCorrect', 'supersedesId', { ref })
  if (recorded.some((assessment) => assessment.supersedesId === supersedesId))
    throw new AppError('CONFLICT', 'alreadyCorrected', 'supersedesId', { ref })
}

async function idOf(tx: Prisma.TransactionClient, ref: string): Promise<number> {
  const found = await tx.commitment.findUnique({ where: { ref }, select: { id: true } })
  if (!found) throw new AppError('INVALID', 'noCommitment', 'supersededBy', { ref })
  return found.id
}
