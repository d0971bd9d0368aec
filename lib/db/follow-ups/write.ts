import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import { contentOf, differencesIn, type FollowUpDraft } from '@/lib/follow-up'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { type LockedCommitment, lockCommitment, raiseVersion } from '../lock'
import { UNDONE, type Undoable, type Undoing } from '../undoing'
import { type Author, type Written, write } from '../write'
import { followUpOf, listFollowUps } from './read'
import { createFollowUp, findCurrent, findVersion, withdrawCurrent } from './versions'

/** What was changed: a follow-up, by its key; the version is the commitment's now. */
export type ChangedFollowUp = Undoable & { key: string }

/** From which version of a commitment a follow-up of it is changed, and why. */
type Edit = { ref: string; version: number; key: string; reason: string }

/**
 * Each of these three is one transaction with its change, and raises the commitment's version. They refuse, with
 * CONFLICT and what stands now, the follow-ups included, an edit from an older version, and one of a follow-up that was
 * withdrawn; with INVALID, what cannot be a follow-up (lib/follow-up.ts).
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
 * Puts a new version in the place of the current one; what is left out of `corrected` stays as it was. What rested on
 * the one before still does. Also refuses, with INVALID, a correction in which nothing differs.
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
    // What is said of an effect in particular is said of that one alone.
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

/** Takes a follow-up out of the ledger; it stays on record, and so does what rested on it. */
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

/** One that was added is withdrawn (lib/db/undo.ts). */
export const undoRecordedFollowUp: Undoing<ChangedFollowUp> = async ({ tx, record }, commitment, { ref, key }) => {
  const before = await withdrawCurrent(tx, commitment, key, UNDONE)
  record({ action: 'followUp.withdrawn', subject: key, item: ref, data: null, before, reason: UNDONE })
}

/** A correction is followed by another, which says what stood before it. */
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

/** One that was withdrawn comes back as a new version. */
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

/** Takes the commitment for writing; a refusal holds its follow-ups as they stand now. */
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
