import { type Body, type CommitmentDetail, type CommitmentItem, type Point, REF } from '@/lib/commitment'
import { type Day, dayOf } from '@/lib/day'
import { dayAsked, type Filter, UNFILTERED } from '@/lib/filter'
import { paragraphAround } from '@/lib/source'
import type { Cell } from '@/lib/summary'
import { listAssessments } from '../assessments/read'
import type { Database } from '../client'
import { sqlOf } from '../filter-sql'
import { listFollowUps, listFollowUpVersions } from '../follow-ups/read'

/** The rows of the filter's page, in its order. Past the last page: none. */
export function listCommitments(db: Database, filter: Filter, today: Day): Promise<CommitmentItem[]> {
  const { columns, from, where, order, page } = sqlOf(filter, today)
  return db.$queryRaw<CommitmentItem[]>`SELECT ${columns} ${from} ${where} ${order} ${page}`
}

/**
 * The counts of everything that the filter's search and day keep, with its facets left open: totals, groups, cards and
 * the choices of each facet are all sums of these cells (lib/summary.ts).
 */
export function countCommitments(db: Database, filter: Filter, today: Day): Promise<Cell[]> {
  const { from, where } = sqlOf(filter, today, { facets: false })
  return db.$queryRaw<Cell[]>`
    SELECT a.slug AS agreement, d.slug AS domain, c.type::text, COALESCE(h.status::text, 'UNASSESSED') AS status,
      h.condition::text, count(*)::int AS count
    ${from} ${where}
    GROUP BY a.slug, d.slug, c.type, h.status, h.condition`
}

/** The refs before and after one in the order of a view; null at its ends, and both null where it is not in view. */
export async function findNeighbours(db: Database, ref: string, filter: Filter, today: Day): Promise<Neighbours> {
  const { from, where, order } = sqlOf(filter, today)
  const [found] = await db.$queryRaw<Neighbours[]>`
    SELECT previous, next FROM (
      SELECT c.ref, lag(c.ref) OVER view AS previous, lead(c.ref) OVER view AS next
      ${from} ${where}
      WINDOW view AS (${order})
    ) ordered WHERE ref = ${ref}`
  return found ?? { previous: null, next: null }
}

export type Neighbours = { previous: string | null; next: string | null }

/**
 * One commitment with its words, its timeline and its assessments, or null where there is none.
 *
 * @param asOf a past day on which to read it; null is today
 * @param withdrawn true finds one that was withdrawn too
 */
export async function findCommitment(
  db: Database,
  ref: string,
  today: Day,
  { asOf = null, withdrawn = false }: { asOf?: Day | null; withdrawn?: boolean } = {},
): Promise<CommitmentDetail | null> {
  // A ref from a URL may hold what PostgreSQL cannot take as text, such as NUL.
  if (!REF.test(ref)) return null
  const filter = { ...UNFILTERED, asOf }
  const { columns, from, where } = sqlOf(filter, today, { withdrawn })
  const [[item], record] = await Promise.all([
    db.$queryRaw<CommitmentItem[]>`SELECT ${columns} ${from} ${where} AND c.ref = ${ref}`,
    db.commitment.findUnique({
      where: { ref },
      include: { quotes: { include: { document: true }, orderBy: [{ role: 'asc' }, { position: 'asc' }] } },
    }),
  ])
  if (!item || !record) return null
  const of = { commitmentId: record.id, upTo: dayAsked(filter, today) }
  const [followUpList, followUpVersions, assessments] = await Promise.all([
    listFollowUps(db, of),
    listFollowUpVersions(db, of),
    listAssessments(db, of.commitmentId, of.upTo),
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
    delivered: record.delivered,
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
