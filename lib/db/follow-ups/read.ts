import { type Day, dateOf, dayOf } from '@/lib/day'
import { AppError } from '@/lib/error'
import {
  countsOn,
  type FollowUp,
  type FollowUpDraft,
  type FollowUpVersion,
  type LatestFollowUp,
  newestFirst,
  refuseUnsoundFollowUp,
} from '@/lib/follow-up'
import type { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'
import type { LockedCommitment } from '../lock'

export const shown = { sources: { orderBy: { position: 'asc' } } } satisfies Prisma.FollowUpInclude

/** The follow-ups that count by a day, as they read now (neither withdrawn nor replaced). */
const currentUpTo = (asOf: Day) =>
  ({ countsOn: { lte: dateOf(asOf) }, withdrawnAt: null, replacedBy: null }) satisfies Prisma.FollowUpWhereInput

/** A commitment's follow-ups up to a day, of every relation, newest first. */
export async function listFollowUps(
  db: Database,
  { commitmentId, asOf }: { commitmentId: number; asOf: Day },
): Promise<FollowUp[]> {
  const rows = await db.followUp.findMany({ where: { commitmentId, ...currentUpTo(asOf) }, include: shown })
  return newestFirst(rows.map(followUpOf))
}

/** The latest direct follow-ups of the whole ledger up to a day, newest first. */
export async function listLatestFollowUps(db: Database, asOf: Day, limit: number): Promise<LatestFollowUp[]> {
  const rows = await db.followUp.findMany({
    where: { relation: 'DIRECT', commitment: { withdrawnAt: null }, ...currentUpTo(asOf) },
    orderBy: [{ countsOn: 'desc' }, { key: 'desc' }],
    take: limit,
    include: { ...shown, commitment: { select: { ref: true, titleZh: true, titleEn: true } } },
  })
  return rows.map((row) => ({
    ...followUpOf(row),
    ref: row.commitment.ref,
    commitmentZh: row.commitment.titleZh,
    commitmentEn: row.commitment.titleEn,
  }))
}

/**
 * Every version, the latest first, of those follow-ups of a commitment that were corrected or withdrawn, where one of
 * their versions counts by a day.
 */
export async function listFollowUpVersions(
  db: Database,
  { commitmentId, asOf }: { commitmentId: number; asOf: Day },
): Promise<FollowUpVersion[]> {
  const rows = await db.followUp.findMany({
    where: {
      commitmentId,
      OR: [{ replacesId: { not: null } }, { replacedBy: { isNot: null } }, { withdrawnAt: { not: null } }],
    },
    orderBy: [{ key: 'asc' }, { version: 'desc' }],
    include: { ...shown, evidence: { select: { assessmentId: true } } },
  })
  const versions = rows.map((row) => ({
    ...followUpOf(row),
    version: row.version,
    recordedAt: row.recordedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    reason: row.reason,
    withdrawnReason: row.withdrawnReason,
    citedBy: row.evidence.map(({ assessmentId }) => assessmentId),
  }))
  const keys = new Set(versions.filter((version) => countsOn(version) <= asOf).map(({ key }) => key))
  return versions.filter(({ key }) => keys.has(key))
}

export type FollowUpRow = Prisma.FollowUpGetPayload<{ include: typeof shown }>

export function followUpOf(row: FollowUpRow): FollowUp {
  return {
    key: row.key,
    occurredOn: dayOf(row.occurredOn),
    endedOn: row.endedOn && dayOf(row.endedOn),
    datePrecision: row.datePrecision,
    relation: row.relation,
    effect: row.effect,
    effectDetail: row.effectDetail,
    summaryZh: row.summaryZh,
    summaryEn: row.summaryEn,
    reportedBy: row.reportedBy,
    noteZh: row.noteZh,
    noteEn: row.noteEn,
    sources: row.sources.map(({ title, language, publisher, url, tier }) => ({
      title,
      language,
      publisher,
      url,
      tier,
    })),
  }
}

type Writing = {
  recordedBy: string
  today: Day
  /** The version that it takes the place of, and why. */
  replaces?: { row: Pick<FollowUpRow, 'id' | 'key' | 'version'>; reason: string }
}

/**
 * Writes a version of a follow-up: the first, or the one after that which it `replaces`. The caller's transaction
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

/** `sf-09-2024-07-17`, or with a number behind it where that is taken. The commitment is locked, so that nobody is faster. */
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
 * adds the change. Refuses, with CONFLICT, one that is not there or not current any more.
 */
export async function withdrawCurrent(
  tx: Prisma.TransactionClient,
  commitment: LockedCommitment,
  key: string,
  reason: string,
): Promise<FollowUp> {
  const row = await findCurrent(tx, commitment, key)
  // By the database's clock, as everything that is recorded.
  await tx.$executeRaw`
    UPDATE "FollowUp" SET "withdrawnAt" = clock_timestamp(), "withdrawnReason" = ${reason} WHERE id = ${row.id}`
  return followUpOf(row)
}

/** The version of a follow-up that stands now. Refuses, with CONFLICT, where there is none. */
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

/** A version that stands no more, which an undoing brings back: by its id, or the last of a follow-up. */
export async function findVersion(
  tx: Prisma.TransactionClient,
  where: { id: number } | { key: string; replacedBy: null },
): Promise<FollowUpRow> {
  return tx.followUp.findFirstOrThrow({ where, include: shown })
}
