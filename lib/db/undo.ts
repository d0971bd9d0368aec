import type { Day } from '@/lib/day'
import type { PrismaClient } from '@/prisma/generated/client'
import { undoAssessment } from './assessments/write'
import { undoCorrectedFollowUp, undoRecordedFollowUp, undoWithdrawnFollowUp } from './follow-ups/write'
import { lockCommitment, raiseVersion } from './lock'
import { undoPlan } from './plans/write'
import { type Undoable, type Undoing, undoTooLate } from './undoing'
import { type Author, type Written, write } from './write'

/** How each kind of write (lib/db/write.ts, `action`) is taken back. */
const UNDOINGS = {
  'assessment.recorded': undoAssessment,
  'assessment.corrected': undoAssessment,
  'followUp.recorded': undoRecordedFollowUp,
  'followUp.corrected': undoCorrectedFollowUp,
  'followUp.withdrawn': undoWithdrawnFollowUp,
  'plan.changed': undoPlan,
  'plan.reviewed': undoPlan,
}

/** For how long a write can be undone, in seconds: the ten of the button, and time for a slow connection. */
const UNDONE_WITHIN = 30

/**
 * Undoes what a form recorded a moment ago; both stay on record. Refuses, with CONFLICT, what somebody else recorded,
 * and once it is too late or the commitment was changed since.
 *
 * @param undoes the key of the form (lib/db/write.ts)
 */
export function undo(db: PrismaClient, undoes: string, author: Author, today: Day): Promise<Written<Undoable>> {
  return write(db, author, 'undone', async (tx, record) => {
    const [submission] = await tx.$queryRaw<{ action: keyof typeof UNDOINGS; result: Undoable }[]>`
      SELECT action, result FROM "Submission" WHERE key = ${undoes} AND actor = ${author.actor}
        AND action = ANY(${Object.keys(UNDOINGS)})
        AND "recordedAt" > now() - make_interval(secs => ${UNDONE_WITHIN})`
    if (!submission) throw undoTooLate()
    const { ref, version } = submission.result
    const commitment = await lockCommitment(tx, ref, null)
    if (commitment.standing.version !== version) throw undoTooLate()
    // Each kind of write is undone with the result that was kept for it.
    const undoing = UNDOINGS[submission.action] as Undoing<Undoable>
    await undoing({ tx, record, author, today }, commitment, submission.result)
    return { ref, version: await raiseVersion(tx, commitment, today) }
  })
}
