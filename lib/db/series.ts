import { type Day, dateOf, dayOf } from '@/lib/day'
import type { Filter } from '@/lib/filter'
import type { History, MonthCount, TierCount } from '@/lib/series'
import { Prisma } from '@/prisma/generated/client'
import type { Database } from './client'
import { isCurrent, sqlOf } from './filter-sql'

/** The current follow-ups `f`, up to the filter's day, of the commitments it keeps. */
function followUpsIn(filter: Filter, today: Day) {
  const { from, where, day } = sqlOf(filter, today)
  const joined = Prisma.sql`JOIN "FollowUp" f ON f."commitmentId" = c.id AND f."countsOn" <= ${day} AND ${isCurrent}`
  return { from: Prisma.sql`${from} ${joined}`, where }
}

/** The follow-ups of what a filter keeps, up to its day, by month and relation. */
export function countFollowUpsByMonth(db: Database, filter: Filter, today: Day): Promise<MonthCount[]> {
  const { from, where } = followUpsIn(filter, today)
  return db.$queryRaw<MonthCount[]>`
    SELECT to_char(f."countsOn", 'YYYY-MM') AS month, f.relation::text, count(*)::int AS count
    ${from} ${where}
    GROUP BY 1, 2 ORDER BY 1, 2`
}

/** The sources of the direct follow-ups that a filter keeps, by tier: how many, and how many follow-ups have one. */
export function countSourcesByTier(db: Database, filter: Filter, today: Day): Promise<TierCount[]> {
  const { from, where } = followUpsIn(filter, today)
  return db.$queryRaw<TierCount[]>`
    SELECT s.tier::text, count(DISTINCT s.url)::int AS sources, count(DISTINCT f.id)::int AS "followUps"
    ${from} JOIN "Source" s ON s."followUpId" = f.id
    ${where} AND f.relation = 'DIRECT'
    GROUP BY s.tier ORDER BY s.tier`
}

/**
 * What lines over time are drawn from, by ref: the assessments that take effect by a day with what corrects them, and
 * the current follow-ups up to it, earliest first.
 */
export async function listHistories(db: Database, refs: readonly string[], day: Day): Promise<Map<string, History>> {
  const upTo = { effectiveOn: { lte: dateOf(day) } }
  const rows = await db.commitment.findMany({
    where: { ref: { in: [...refs] } },
    select: {
      ref: true,
      assessments: {
        where: { OR: [upTo, { supersedes: upTo }] },
        orderBy: { id: 'asc' },
        select: { id: true, status: true, condition: true, effectiveOn: true, recordedAt: true, supersedesId: true },
      },
      timeline: {
        where: { countsOn: { lte: dateOf(day) }, withdrawnAt: null, replacedBy: null },
        orderBy: [{ countsOn: 'asc' }, { key: 'asc' }],
        select: { key: true, countsOn: true, relation: true },
      },
    },
  })
  return new Map(
    rows.map(({ ref, assessments, timeline }) => [
      ref,
      {
        assessments: assessments.map((row) => ({
          ...row,
          effectiveOn: dayOf(row.effectiveOn),
          recordedAt: row.recordedAt.toISOString(),
        })),
        followUps: timeline.map(({ key, countsOn, relation }) => ({ key, on: dayOf(countsOn), relation })),
      },
    ]),
  )
}
