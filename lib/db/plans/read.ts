import { dayOf } from '@/lib/day'
import type { WorkingFields } from '@/lib/plan'
import type { Commitment } from '@/prisma/generated/client'
import type { Database } from '../client'

const shown = {
  plannedStepZh: true,
  plannedStepEn: true,
  plannedStepOn: true,
  responsibleId: true,
  reviewEveryDays: true,
  reviewedOn: true,
  workingNotes: true,
} as const

/**
 * The working fields of some commitments, by ref. They are read apart from the items, so that nothing sends them to
 * readers who are not signed in.
 */
export async function listPlans(db: Database, refs: readonly string[]): Promise<Map<string, WorkingFields>> {
  const rows = await db.commitment.findMany({ where: { ref: { in: [...refs] } }, select: { ref: true, ...shown } })
  return new Map(rows.map((row) => [row.ref, workingFieldsOf(row)]))
}

export function workingFieldsOf(row: Pick<Commitment, keyof typeof shown>): WorkingFields {
  const { responsibleId, plannedStepOn, reviewedOn, plannedStepZh, plannedStepEn, reviewEveryDays, workingNotes } = row
  return {
    plannedStepZh,
    plannedStepEn,
    plannedStepOn: plannedStepOn && dayOf(plannedStepOn),
    responsible: responsibleId,
    reviewEveryDays,
    workingNotes,
    reviewedOn: reviewedOn && dayOf(reviewedOn),
  }
}
