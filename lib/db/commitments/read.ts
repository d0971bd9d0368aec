import { type Body, type CommitmentDetail, type CommitmentItem, type Point, REF } from '@/lib/commitment'
import { type Day, dayOf } from '@/lib/day'
import { type Filter, unfiltered } from '@/lib/filter'
import { paragraphAround } from '@/lib/source'
import type { Cell } from '@/lib/summary'
import { Prisma } from '@/prisma/generated/client'
import { listAssessments } from '../assessments/read'
import type { Database } from '../client'
import { fromItems, itemColumns, limitItems, orderItems, whereItems } from '../filter-sql'
import { listFollowUps, listFollowUpVersions } from '../follow-ups/read'

/** The rows of the filter's page, in its order. Past the last page: none. */
export function listCommitments(db: Database, filter: Filter, today: Day): Promise<CommitmentItem[]> {
  return db.$queryRaw<CommitmentItem[]>`
    SELECT ${itemColumns(filter)} ${fromItems(filter, today)} ${whereItems(filter)} ${orderItems(filter)} ${limitItems(filter)}`
}

/**
 * The counts of everything that the filter's search and day keep, whatever its facets: totals, groups, cards and the
 * choices of each facet are all sums of these cells (lib/summary.ts).
 */
export function countCommitments(db: Database, filter: Filter, today: Day): Promise<Cell[]> {
  return db.$queryRaw<Cell[]>`
    SELECT a.slug AS agreement, d.slug AS domain, c.type::text, COALESCE(h.status::text, 'UNASSESSED') AS status,
      h.condition::text, count(*)::int AS count
    ${fromItems(filter, today)} ${whereItems(filter, { facets: false })}
    GROUP BY a.slug, d.slug, c.type, h.status, h.condition`
}

/** The refs before and after one in the order of a view; null at its ends, and both null where it is not in view. */
export async function findNeighbours(db: Database, ref: string, filter: Filter, today: Day): Promise<Neighbours> {
  const [found] = await db.$queryRaw<Neighbours[]>`
    SELECT previous, next FROM (
      SELECT c.ref, lag(c.ref) OVER view AS previous, lead(c.ref) OVER view AS next
      ${fromItems(filter, today)} ${whereItems(filter)}
      WINDOW view AS (${orderItems(filter)})
    ) ordered WHERE ref = ${ref}`
  return found ?? { previous: null, next: null }
}

export type Neighbours = { previous: string | null; next: string | null }

/**
 * One commitment with its words, its timeline and its assessments as of a day, or null where there is none.
 *
 * @param withdrawn whether one that was withdrawn counts as there
 */
export async function findCommitment(
  db: Database,
  ref: string,
  asOf: Day,
  today: Day,
  { withdrawn = false } = {},
): Promise<CommitmentDetail | null> {
  // A ref from a URL may hold what PostgreSQL cannot take as text, such as NUL.
  if (!REF.test(ref)) return null
  const filter = { ...unfiltered(today), asOf }
  const [[item], record] = await Promise.all([
    db.$queryRaw<CommitmentItem[]>(
      Prisma.sql`SELECT ${itemColumns(filter)} ${fromItems(filter, today)} ${whereItems(filter, { withdrawn })} AND c.ref = ${ref}`,
    ),
    db.commitment.findUnique({
      where: { ref },
      include: { quotes: { include: { document: true }, orderBy: [{ role: 'asc' }, { position: 'asc' }] } },
    }),
  ])
  if (!item || !record) return null
  const [followUpList, followUpVersions, assessments] = await Promise.all([
    listFollowUps(db, { commitmentId: record.id, asOf }),
    listFollowUpVersions(db, { commitmentId: record.id, asOf }),
    listAssessments(db, record.id, asOf),
  ])
  return {
    ...item,
    verbZh: record.verbZh,
    verbEn: record.verbEn,
    headingZh: record.headingZh,
    headingEn: record.headingEn,
    timing: {
      kind: record.timingKind,
      zh: record.timingZh,
      en: record.timingEn,
      deadlineOn: record.deadlineOn && dayOf(record.deadlineOn),
    },
    bodies: record.bodies as Body[],
    basisZh: record.basisZh,
    basisEn: record.basisEn,
    points: record.points as Point[],
    notesZh: record.notesZh,
    notesEn: record.notesEn,
    deliveredAtSummit: record.deliveredAtSummit,
    withdrawn: record.withdrawnAt && {
      at: record.withdrawnAt.toISOString(),
      reason: record.withdrawnReason ?? '',
    },
    quotes: record.quotes.map(({ role, text, start, end, focusStart, focusEnd, document }) => ({
      role,
      text,
      start,
      end,
      focusStart,
      focusEnd,
      paragraph: paragraphAround(document.text, { start, end }),
      document: {
        slug: document.slug,
        titleZh: document.titleZh,
        titleEn: document.titleEn,
        publisherZh: document.publisherZh,
        publisherEn: document.publisherEn,
        language: document.language,
        publishedOn: document.publishedOn && dayOf(document.publishedOn),
      },
    })),
    followUpList,
    followUpVersions,
    assessments,
  }
}
