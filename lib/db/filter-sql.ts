import { type ItemField, NOTHING_EXPECTED, REVIEW_MECHANISMS_EVERY } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import { dayAsked, type Filter, type Grouping, searchable } from '@/lib/filter'
import { LEAVE_NEXT_STEP } from '@/lib/follow-up'
import { UNASSESSED } from '@/lib/status'
import { Prisma } from '@/prisma/generated/client'

/**
 * The one place where a filter becomes SQL. The fragments below speak of c (commitment), d (domain), a (agreement),
 * and h, its headline: on the current day the commitment's own columns, on an earlier day the fold of its assessments.
 */
const { sql, raw, join } = Prisma

/** An assessment that no later one corrects; `alias` is what the query calls it. */
export const standing = (alias: 's' | 'b' | 'o') =>
  sql`NOT EXISTS (SELECT 1 FROM "Assessment" later WHERE later."supersedesId" = ${raw(alias)}.id)`

/** The fold of METHOD.md as SQL, for the commitment `c` on a day: the assessed columns. lib/assessment.ts is its twin. */
const assessedOn = (day: Day) => sql`
  SELECT s.status, s.condition, s.progress, s.confidence, s."effectiveOn" AS "assessedOn", s."supersededById"
  FROM "Assessment" s
  WHERE s."commitmentId" = c.id AND s."effectiveOn" <= ${day}::date AND ${standing('s')}
  ORDER BY s."effectiveOn" DESC, s.id DESC
  LIMIT 1`

/** The direct follow-ups of `c` that count by a day: how many, and the last day. */
const followedUpBy = (day: Day) => sql`
  SELECT count(*)::int AS "followUps", max(f."countsOn") AS "lastFollowUpOn"
  FROM "FollowUp" f
  WHERE f."commitmentId" = c.id AND f.relation = 'DIRECT' AND f."countsOn" <= ${day}::date AND ${isCurrent}`

/** A follow-up `f` that was neither withdrawn nor replaced by a later version. */
export const isCurrent = sql`f."withdrawnAt" IS NULL
  AND NOT EXISTS (SELECT 1 FROM "FollowUp" later WHERE later."replacesId" = f.id)`

const headline = (day: Day) => sql`
  SELECT s.status, COALESCE(s.condition, 'ACTIVE') AS condition, s.progress, s.confidence, s."assessedOn",
    s."supersededById", f."followUps", f."lastFollowUpOn"
  FROM (${followedUpBy(day)}) f LEFT JOIN LATERAL (${assessedOn(day)}) s ON true`

/** Sets the headlines of these commitments again from their assessments and follow-ups. */
export const refoldHeadlines = (commitmentIds: readonly number[], today: Day) => sql`
  UPDATE "Commitment" SET (status, condition, progress, confidence, "assessedOn", "supersededById", "followUps",
    "lastFollowUpOn") = (SELECT h.* FROM (SELECT "Commitment".id) c CROSS JOIN LATERAL (${headline(today)}) h)
  WHERE id = ANY(${commitmentIds})`

/**
 * What a filter asks, as the parts of a query; its day is resolved here, against the day it is.
 *
 * @param facets false leaves the filter's facets open, for counts from which every facet can be read
 * @param withdrawn true keeps what was withdrawn, which only a commitment's own page shows
 */
export function sqlOf(filter: Filter, today: Day, { facets = true, withdrawn = false } = {}) {
  const day = dayAsked(filter, today)
  return {
    day: sql`${day}::date`,
    columns: columnsOn(day),
    from: fromItems(day === today ? null : day),
    where: whereItems(filter, day, { facets, withdrawn }),
    order: orderItems(filter),
    page: sql`LIMIT ${filter.pageSize} OFFSET ${BigInt((filter.page - 1) * filter.pageSize)}`,
  }
}

/** On a past day the headline is folded; where it is null, today, the commitment carries it. */
const fromItems = (past: Day | null) => sql`
  FROM "Commitment" c
  JOIN "Domain" d ON d.id = c."domainId"
  JOIN "Agreement" a ON a.id = c."agreementId"
  CROSS JOIN LATERAL (${past === null ? sql`SELECT c.*` : headline(past)}) h`

function whereItems(filter: Filter, day: Day, { facets, withdrawn }: { facets: boolean; withdrawn: boolean }) {
  const conditions = [sql`a."concludedOn" <= ${day}::date`]
  if (!withdrawn) conditions.push(sql`c."withdrawnAt" IS NULL`)
  if (filter.q !== null) conditions.push(sql`c."searchText" LIKE ${likePattern(searchable(filter.q))}`)
  if (filter.quiet) conditions.push(isQuiet(day))
  if (facets) {
    const oneOf = (column: Prisma.Sql, values: readonly string[]) => {
      if (values.length) conditions.push(sql`${column} = ANY(${values})`)
    }
    oneOf(sql`a.slug`, filter.agreement)
    oneOf(sql`d.slug`, filter.domain)
    oneOf(sql`c.type::text`, filter.type)
    oneOf(sql`COALESCE(h.status::text, ${UNASSESSED})`, filter.status)
    oneOf(sql`h.condition::text`, filter.condition)
  }
  return sql`WHERE ${join(conditions, ' AND ')}`
}

/** quietFor of lib/commitment.ts as SQL. */
const isQuiet = (day: Day) => sql`h.condition::text <> ALL(${NOTHING_EXPECTED})
  AND LEAST(${day}::date, a."compiledUntil") - h."lastFollowUpOn" > COALESCE(c."reviewEveryDays", CASE WHEN c.type = 'MECHANISM' THEN ${REVIEW_MECHANISMS_EVERY}::int END)`

const likePattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** What each field of an item sorts by. Numbers in refs compare as numbers, Chinese titles by pinyin, domains by their place in the agreement. */
const SORT_BY: Record<ItemField, Prisma.Sql> = {
  ref: sql`c.ref COLLATE "natural"`,
  agreement: sql`a.slug COLLATE "C"`,
  domain: sql`d.position`,
  type: sql`c.type`,
  titleZh: sql`c."titleZh" COLLATE "zh-x-icu"`,
  titleEn: sql`c."titleEn" COLLATE "en-x-icu"`,
  status: sql`h.status`,
  condition: sql`h.condition`,
  progress: sql`h.progress`,
  confidence: sql`h.confidence`,
  assessedOn: sql`h."assessedOn"`,
  followUps: sql`h."followUps"`,
  lastFollowUpOn: sql`h."lastFollowUpOn"`,
  version: sql`c.version`,
}

const IS_SOMETIMES_NULL = new Set<ItemField>(['status', 'progress', 'confidence', 'assessedOn', 'lastFollowUpOn'])

const GROUP_BY: Record<Grouping, Prisma.Sql> = {
  // Two agreements may place the same domain differently; its group must stay one.
  domain: sql`(SELECT min(same.position) FROM "Domain" same WHERE same.slug = d.slug), d.slug`,
  status: sql`h.status`,
  type: sql`c.type`,
}

/** By group, then by the sort keys with nulls always last, then in the order of the source. */
function orderItems({ sort, groupBy }: Filter) {
  const keys = sort.map(({ field, descending }) => {
    // Where there is no null, an index is read from its end.
    const order = descending ? `DESC${IS_SOMETIMES_NULL.has(field) ? ' NULLS LAST' : ''}` : 'ASC'
    return sql`${SORT_BY[field]} ${raw(order)}`
  })
  return sql`ORDER BY ${join([...(groupBy ? [GROUP_BY[groupBy]] : []), ...keys, sourceOrder])}`
}

const sourceOrder = sql`c."agreementId", c.position`

/** nextStepIn of lib/follow-up.ts as SQL, for the commitment `c`; computed only for the rows of a page. */
const nextStep = (day: Day) => sql`(
  SELECT CASE WHEN f.effect = 'STEP_AGREED' THEN
    json_build_object('agreedOn', f."countsOn", 'summaryZh', f."summaryZh", 'summaryEn', f."summaryEn") END
  FROM "FollowUp" f
  WHERE f."commitmentId" = c.id AND f.relation = 'DIRECT' AND f."countsOn" <= ${day}::date AND ${isCurrent}
    AND f.effect::text <> ALL(${LEAVE_NEXT_STEP})
  ORDER BY f."countsOn" DESC, f.key COLLATE "C" DESC
  LIMIT 1) AS "nextStep"`

const columnsOn = (day: Day) => sql`
  c.ref, a.slug AS agreement, d.slug AS domain, c.type::text, c."titleZh", c."titleEn",
  h.status::text, h.condition::text, h.progress, h.confidence::text, h."assessedOn"::text, h."followUps",
  h."lastFollowUpOn"::text, c.version, c."reviewEveryDays", ${nextStep(day)}`
