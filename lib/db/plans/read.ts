import type { WorkingFields } from '@/lib/plan'
import type { Database } from '../client'
import { WORKING_COLUMNS, workingFieldsOf } from './columns'

/**
 * The working fields of some commitments, by ref. They are read apart from the items, so that nothing sends them to
 * readers who are not signed in.
 */
export async function listPlans(db: Database, refs: readonly string[]): Promise<Map<string, WorkingFields>> {
  const rows = await db.commitment.findMany({
    where: { ref: { in: [...refs] } },
    select: { ref: true, ...WORKING_COLUMNS },
  })
  return new Map(rows.map((row) => [row.ref, workingFieldsOf(row)]))
}
