import type { Person } from '@/lib/account'
import type { Day } from '@/lib/day'
import { ledger } from '@/lib/db/client'
import { listPlans } from '@/lib/db/plans/read'
import type { WorkingFields } from '@/lib/plan'

/**
 * What the desk plans for these commitments, by ref. Nothing for a reader who is not signed in (docs/decisions/0009), nor
 * for a past day: plans of earlier days are kept in the record alone.
 */
export const workingFieldsFor = async (
  person: Person | null,
  { refs, asOf }: { refs: readonly string[]; asOf: Day | null },
): Promise<ReadonlyMap<string, WorkingFields>> =>
  person === null || asOf !== null ? new Map() : listPlans(ledger(), refs)
