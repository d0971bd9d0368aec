import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import { contentOf, differencesIn, type FollowUpDraft } from '@/lib/follow-up'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { type LockedCommitment, lockCommitment, raiseVersion } from '../lock'
import { UNDONE, type Undoable, type Undoing } from '../undoing'
import { type Author, type Written, write } from '../write'
import { followUpOf, listFollowUps } from './read'
import { createFollowUp, findCurrent, findVersion, withdrawCurrent } from './versions'

/** The key of the follow-up that was changed, and the new version of its commitment. */
export type ChangedFollowUp = Undoable & { key: string }

/** Which follow-up is changed, from which version of its commitment, and why. */
type Edit = { ref: string; version: number; key: string; reason: string }

/**
 * Each of these three is one transaction with its change, and raises the commitment's version. They refuse, with CONFLICT
 * and the current values, including the follow-ups, an edit from an older version and an edit of a withdrawn follow-up;
 * with INVALID, what cannot be a follow-up (lib/follow-up.ts).
 */
export function recordFollowUp(
  db: PrismaClient,
  { ref, version, draft }: { ref: string; version: number; draft: FollowUpDraft },
  author: Author,
  today: Day,
): Promise<Written<ChangedFollowUp>> {
  return write(db, author, 'followUp.recorded', async (tx, record) => {
    const commitment = await lockForEdit(tx, { ref, version }, today)
    const made = await createFollowUp(tx, commitment, draft, { recordedBy: author.actor, today })
    record({ action: 'followUp.recorded', subject: made.key, item: ref, data: made })
    return { ref, key: made.key, version: await raiseVersion(tx, commitment, today) }
  })
}

/**
 * Replaces the current version with a new one; fields left out of `corrected` keep their values. Assessments still rest on
 * the version that they cited. Also refuses, with INVALID, a correction that changes nothing.
 */
export function correctFollowUp(
  db: PrismaClient,
  { ref, version, key, reason, corrected }: Edit & { corrected: Partial<FollowUpDraft> },
  author: Author,
  today: Day,
): Promise<Written<ChangedFollowUp>> {
  return write(db, author, 'followUp.corrected', async (tx, record) => {
    const commitment = await lockForEdit(tx, { ref, version, key }, today)
    const row = await findCurrent(tx, commitment, key)
    const before = followUpOf(row)
    const { effect = before.effect } = corrected
    // The detail of an effect does not apply to another effect.
    const effectDetail = effect === before.effect ? before.effectDetail : null
    const draft = { ...contentOf(before), effectDetail, ...corrected }
    if (differencesIn(before, draft).length === 0) throw new AppError('INVALID', 'nothingDiffers')
    const data = await createFollowUp(tx, commitment, draft, {
      replaces: { row, reason },
      recordedBy: author.actor,
      today,
    })
    record({ action: 'followUp.corrected', subject: key, item: ref, data, before, reason })
    return { ref, key, version: await raiseVersion(tx, commitment, today) }
  })
}

/** Takes a follow-up out of the ledger; it stays on record, and so do the assessments that cite it. */
export function withdrawFollowUp(
  db: PrismaClient,
  { ref, version, key, reason }: Edit,
  author: Author,
  today: Day,
): Promise<Written<ChangedFollowUp>> {
  return write(db, author, 'followUp.withdrawn', async (tx, record) => {
    const commitment = await lockForEdit(tx, { ref, version, key }, today)
    const before = await withdrawCurrent(tx, commitment, key, reason)
    record({ action: 'followUp.withdrawn', subject: key, item: ref, data: null, before, reason })
    return { ref, key, version: await raiseVersion(tx, commitment, today) }
  })
}

/** Undoes an addition (lib/db/undo.ts): the follow-up is withdrawn. */
export const undoRecordedFollowUp: Undoing<ChangedFollowUp> = async ({ tx, record }, commitment, { ref, key }) => {
  const before = await withdrawCurrent(tx, commitment, key, UNDONE)
  record({ action: 'followUp.withdrawn', subject: key, item: ref, data: null, before, reason: UNDONE })
}

/** Undoes a correction: another one restores what it replaced. */
export const undoCorrectedFollowUp: Undoing<ChangedFollowUp> = async (
  { tx, record, author, today },
  commitment,
  { ref, key },
) => {
  const row = await findCurrent(tx, commitment, key)
  const earlier = followUpOf(await findVersion(tx, { id: row.replacesId as number }))
  const data = await createFollowUp(tx, commitment, contentOf(earlier), {
    replaces: { row, reason: UNDONE },
    recordedBy: author.actor,
    today,
  })
  record({ action: 'followUp.corrected', subject: key, item: ref, data, before: followUpOf(row), reason: UNDONE })
}

/** Undoes a withdrawal: the follow-up comes back as a new version. */
export const undoWithdrawnFollowUp: Undoing<ChangedFollowUp> = async (
  { tx, record, author, today },
  commitment,
  { ref, key },
) => {
  const row = await findVersion(tx, { key, replacedBy: null })
  const data = await createFollowUp(tx, commitment, contentOf(followUpOf(row)), {
    replaces: { row, reason: UNDONE },
    recordedBy: author.actor,
    today,
  })
  record({ action: 'followUp.restored', subject: key, item: ref, data, reason: UNDONE })
}

/** Locks the commitment for writing; a refusal carries its current follow-ups. */
async function lockForEdit(
  tx: Prisma.TransactionClient,
  { ref, version, key = null }: { ref: string; version: number; key?: string | null },
  today: Day,
): Promise<LockedCommitment> {
  const commitment = await lockCommitment(tx, ref, null)
  const { standing } = commitment
  if (standing.version === version) return commitment
  const followUps = await listFollowUps(tx, { commitmentId: commitment.id, upTo: today })
  const isThere = key === null || followUps.some((followUp) => followUp.key === key)
  const current = { ...standing, followUps }
  if (isThere) throw new AppError('CONFLICT', 'staleVersion', null, { ref }, current)
  throw new AppError('CONFLICT', 'noFollowUp', null, { ref, key: key ?? '' }, current)
}
