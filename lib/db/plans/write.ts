import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import { pick } from '@/lib/pick'
import {
  comparePlans,
  PLAN_FIELDS,
  type Plan,
  type PlanField,
  type RecordedFields,
  refuseUnsoundPlan,
  refuseUnsoundReview,
  type WorkingFields,
} from '@/lib/plan'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { type LockedCommitment, lockCommitment, raiseVersion } from '../lock'
import { UNDONE, type Undoable, type Undoing, undoTooLate } from '../undoing'
import { type Author, type Written, write } from '../write'
import { workingColumnsOf } from './columns'

/** What was typed, and what each field held when the form was opened. */
export type PlanEdit = { ref: string; base: Plan; yours: Plan }

/** What was recorded, and what the same fields were before. */
export type RecordedPlan = Undoable & RecordedFields & { before: Partial<WorkingFields> }

/**
 * Changes the working fields that were edited since the form was opened; writes nothing if none was. Refuses, with CONFLICT
 * and the current values, an edit of a field that somebody else has meanwhile changed to something else; with INVALID, an
 * unsound plan (lib/plan.ts) and a person who is not active.
 */
export function changePlan(
  db: PrismaClient,
  { ref, base, yours }: PlanEdit,
  author: Author,
  today: Day,
): Promise<Written<RecordedPlan>> {
  return write(db, author, 'plan.changed', async (tx, record) => {
    const commitment = await lockCommitment(tx, ref, null)
    const { standing } = commitment
    const { merged, changed, collisions } = comparePlans({ base, yours, theirs: pick(standing, PLAN_FIELDS) })
    if (collisions.length > 0) throw new AppError('CONFLICT', 'planCollides', null, { ref }, standing)
    if (changed.length === 0) return { ref, version: standing.version, data: {}, before: {} }
    refuseUnsoundPlan(merged, changed, commitment.concludedOn, today)
    if (changed.includes('responsible')) await refuseInactive(tx, merged.responsible)

    const [data, before] = [pick(merged, changed), pick(standing, changed)]
    await writeFields(tx, commitment, data)
    record({ action: 'plan.changed', subject: ref, item: ref, data, before })
    return { ref, version: await raiseVersion(tx, commitment, today), data, before }
  })
}

/**
 * Notes the day on which somebody looked and found nothing new; writes nothing if that day is already noted. It is not a
 * follow-up, and a quiet item stays quiet (METHOD). Refuses, with INVALID, a day before the agreement or in the future.
 */
export function markReviewed(
  db: PrismaClient,
  { ref, reviewedOn }: { ref: string; reviewedOn: Day },
  author: Author,
  today: Day,
): Promise<Written<RecordedPlan>> {
  return write(db, author, 'plan.reviewed', async (tx, record) => {
    const commitment = await lockCommitment(tx, ref, null)
    const { standing } = commitment
    if (standing.reviewedOn === reviewedOn) return { ref, version: standing.version, data: {}, before: {} }
    refuseUnsoundReview(reviewedOn, commitment.concludedOn, today)

    const [data, before] = [{ reviewedOn }, pick(standing, ['reviewedOn'])]
    await writeFields(tx, commitment, data)
    record({ action: 'plan.reviewed', subject: ref, item: ref, data, before })
    return { ref, version: await raiseVersion(tx, commitment, today), data, before }
  })
}

/** Undoes either (lib/db/undo.ts): restores the fields that were changed, and no others. */
export const undoPlan: Undoing<RecordedPlan> = async ({ tx, record }, commitment, { ref, data, before }) => {
  if (Object.keys(data).length === 0) throw undoTooLate()
  await writeFields(tx, commitment, before)
  record({ action: 'plan.undone', subject: ref, item: ref, data: before, before: data, reason: UNDONE })
}

const writeFields = (tx: Prisma.TransactionClient, { id }: LockedCommitment, fields: Partial<WorkingFields>) =>
  tx.commitment.update({ where: { id }, data: workingColumnsOf(fields) })

async function refuseInactive(tx: Prisma.TransactionClient, id: string | null): Promise<void> {
  if (id === null) return
  // Locked, so that nobody is deactivated between this check and the commit.
  const active = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "User" WHERE id = ${id} AND "deactivatedAt" IS NULL FOR SHARE`
  const field: PlanField = 'responsible'
  if (active.length === 0) throw new AppError('INVALID', 'personNotActive', field)
}
