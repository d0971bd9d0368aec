import type { Assessment, StatusChange } from '@/lib/assessment'
import { type Day, dateOf, dayOf } from '@/lib/day'
import type { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'
import { standing } from '../filter-sql'

const shown = {
  evidence: { include: { followUp: { select: { key: true } } }, orderBy: { followUpId: 'asc' } },
  supersededBy: { select: { ref: true } },
} satisfies Prisma.AssessmentInclude

/** A commitment's assessments as they were recorded: all, or those that take effect by a day and what corrects them. */
export async function listAssessments(db: Database, commitmentId: number, upTo?: Day): Promise<Assessment[]> {
  const effective = upTo && ({ effectiveOn: { lte: dateOf(upTo) } } satisfies Prisma.AssessmentWhereInput)
  const rows = await db.assessment.findMany({
    where: { commitmentId, ...(effective && { OR: [effective, { supersedes: effective }] }) },
    orderBy: { id: 'asc' },
    include: shown,
  })
  return rows.map((row) => ({
    id: row.id,
    status: row.status,
    condition: row.condition,
    progress: row.progress,
    confidence: row.confidence,
    effectiveOn: dayOf(row.effectiveOn),
    recordedAt: row.recordedAt.toISOString(),
    recordedBy: row.recordedBy,
    methodVersion: row.methodVersion,
    rationaleZh: row.rationaleZh,
    rationaleEn: row.rationaleEn,
    supersedesId: row.supersedesId,
    supersededBy: row.supersededBy?.ref ?? null,
    reason: row.reason,
    evidence: row.evidence.map(({ followUp }) => followUp.key),
  }))
}

/**
 * The latest days, up to a given one, on which the status or condition of a commitment changed; newest first. Its first
 * assessment is not a change.
 */
export function listStatusChanges(db: Database, upTo: Day, limit: number): Promise<StatusChange[]> {
  return db.$queryRaw<StatusChange[]>`
    SELECT c.ref, c."titleZh", c."titleEn", s."effectiveOn"::text, s.status::text, s.condition::text,
      before.status::text AS "statusBefore", before.condition::text AS "conditionBefore"
    FROM "Assessment" s
    JOIN "Commitment" c ON c.id = s."commitmentId"
    CROSS JOIN LATERAL (
      SELECT b.status, b.condition FROM "Assessment" b
      WHERE b."commitmentId" = s."commitmentId" AND b."effectiveOn" < s."effectiveOn" AND ${standing('b')}
      ORDER BY b."effectiveOn" DESC, b.id DESC
      LIMIT 1
    ) before
    WHERE c."withdrawnAt" IS NULL AND s."effectiveOn" <= ${upTo}::date AND ${standing('s')}
      AND NOT EXISTS (
        SELECT 1 FROM "Assessment" o
        WHERE o."commitmentId" = s."commitmentId" AND o."effectiveOn" = s."effectiveOn" AND o.id > s.id AND ${standing('o')}
      )
      AND (s.status, s.condition) IS DISTINCT FROM (before.status, before.condition)
    ORDER BY s."effectiveOn" DESC, s.id DESC
    LIMIT ${limit}`
}
