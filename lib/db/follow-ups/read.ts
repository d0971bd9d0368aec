import { type Day, dateOf, dayOf } from '@/lib/day'
import { countsOn, type FollowUp, type FollowUpVersion, type LatestFollowUp, newestFirst } from '@/lib/follow-up'
import type { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'

export const shown = { sources: { orderBy: { position: 'asc' } } } satisfies Prisma.FollowUpInclude

/** The follow-ups that count by a day, as they read now (neither withdrawn nor replaced). */
const currentUpTo = (upTo: Day) =>
  ({ countsOn: { lte: dateOf(upTo) }, withdrawnAt: null, replacedBy: null }) satisfies Prisma.FollowUpWhereInput

/** A commitment's follow-ups up to a day, of every relation, newest first. */
export async function listFollowUps(
  db: Database,
  { commitmentId, upTo }: { commitmentId: number; upTo: Day },
): Promise<FollowUp[]> {
  const rows = await db.followUp.findMany({ where: { commitmentId, ...currentUpTo(upTo) }, include: shown })
  return newestFirst(rows.map(followUpOf))
}

/** The latest direct follow-ups of the whole ledger up to a day, newest first. */
export async function listLatestFollowUps(db: Database, upTo: Day, limit: number): Promise<LatestFollowUp[]> {
  const rows = await db.followUp.findMany({
    where: { relation: 'DIRECT', commitment: { withdrawnAt: null }, ...currentUpTo(upTo) },
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
  { commitmentId, upTo }: { commitmentId: number; upTo: Day },
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
  const keys = new Set(versions.filter((version) => countsOn(version) <= upTo).map(({ key }) => key))
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
