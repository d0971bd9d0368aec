import { type Day, dateOf } from '@/lib/day'
import { AppError } from '@/lib/error'
import { countsOn, type FollowUp, type FollowUpDraft, refuseUnsoundFollowUp } from '@/lib/follow-up'
import type { Prisma } from '@/prisma/generated/client'
import type { LockedCommitment } from '../lock'
import { type FollowUpRow, followUpOf, shown } from './read'

type Writing = {
  recordedBy: string
  today: Day
  /** The version it replaces, and why. */
  replaces?: { row: Pick<FollowUpRow, 'id' | 'key' | 'version'>; reason: string }
}

/**
 * Writes a version of a follow-up: the first, or the one that `replaces` another. The caller's transaction
 * refolds the headline and adds the change. Refuses, with INVALID, what cannot be a follow-up (lib/follow-up.ts).
 */
export async function createFollowUp(
  tx: Prisma.TransactionClient,
  commitment: LockedCommitment,
  draft: FollowUpDraft,
  { replaces, recordedBy, today }: Writing,
): Promise<FollowUp> {
  refuseUnsoundFollowUp(draft, commitment, today)
  const { sources, ...fields } = draft
  const row = await tx.followUp.create({
    data: {
      ...fields,
      key: replaces?.row.key ?? (await freeKey(tx, `${commitment.ref}-${draft.occurredOn}`.toLowerCase())),
      version: (replaces?.row.version ?? 0) + 1,
      replacesId: replaces?.row.id,
      reason: replaces?.reason,
      commitmentId: commitment.id,
      recordedBy,
      occurredOn: dateOf(draft.occurredOn),
      endedOn: draft.endedOn && dateOf(draft.endedOn),
      countsOn: dateOf(countsOn(draft)),
      sources: { create: sources.map((source, position) => ({ ...source, position })) },
    },
    include: shown,
  })
  return followUpOf(row)
}

/** `sf-09-2024-07-17`, with a number appended where that is taken. Safe from races because the commitment is locked. */
async function freeKey(tx: Prisma.TransactionClient, wanted: string): Promise<string> {
  const taken = await tx.followUp.findMany({ where: { key: { startsWith: wanted } }, select: { key: true } })
  const keys = new Set(taken.map(({ key }) => key))
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? wanted : `${wanted}-${n}`
    if (!keys.has(key)) return key
  }
}

/**
 * Withdraws the current version of a follow-up; it stays on record. The caller's transaction refolds the headline and
 * adds the change. Refuses, with CONFLICT, one that does not exist or is no longer current.
 */
export async function withdrawCurrent(
  tx: Prisma.TransactionClient,
  commitment: LockedCommitment,
  key: string,
  reason: string,
): Promise<FollowUp> {
  const row = await findCurrent(tx, commitment, key)
  // By the database's clock, like all times of recording.
  await tx.$executeRaw`
    UPDATE "FollowUp" SET "withdrawnAt" = CURRENT_TIMESTAMP, "withdrawnReason" = ${reason} WHERE id = ${row.id}`
  return followUpOf(row)
}

/** The current version of a follow-up. Refuses, with CONFLICT, where there is none. */
export async function findCurrent(
  tx: Prisma.TransactionClient,
  { id, ref }: LockedCommitment,
  key: string,
): Promise<FollowUpRow> {
  const row = await tx.followUp.findFirst({
    where: { key, commitmentId: id, withdrawnAt: null, replacedBy: null },
    include: shown,
  })
  if (!row) throw new AppError('CONFLICT', 'noFollowUp', 'key', { ref, key })
  return row
}

/** A version that is no longer current, which undoing brings back: by its id, or the last of a follow-up. */
export async function findVersion(
  tx: Prisma.TransactionClient,
  where: { id: number } | { key: string; replacedBy: null },
): Promise<FollowUpRow> {
  return tx.followUp.findFirstOrThrow({ where, include: shown })
}
