import { type Day, dateOf, dayOf } from '@/lib/day'
import { type FollowUp, type LatestFollowUp, newestFirst } from '@/lib/follow-up'
import type { Prisma } from '@/prisma/generated/client'
import type { Database } from './client'

const shown = { sources: { orderBy: { position: 'asc' } } } satisfies Prisma.FollowUpInclude

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

function followUpOf(row: Prisma.FollowUpGetPayload<{ include: typeof shown }>): FollowUp {
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
