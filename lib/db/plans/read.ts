import type { WorkingFields } from '@/lib/plan'
import type { Database } from '../client'
import { WORKING_COLUMNS, workingFieldsOf } from './columns'

/**
 * The working fields of some commitments, by ref. Read separately from the items, so that they cannot be sent to readers
 * who are not signed in by accident.
 */
export async function listPlans(db: Database, refs: readonly string[]): Promise<Map<string, WorkingFields>> {
  const rows = await db.commitment.findMany({
    where: { ref: { in: [...refs] } },
    select: { ref: true, ...WORKING_COLUMNS },
  })
  return new Map(rows.map((row) => [row.ref, workingFieldsOf(row)]))
}
