import type { Person } from '@/lib/account'
import { ledger } from '@/lib/db/client'
import { listPlans } from '@/lib/db/plans/read'
import type { WorkingFields } from '@/lib/plan'

/**
 * What the desk plans for these commitments, by ref: for whoever is signed in, and of today alone, since no earlier day
 * is kept but in the record. For others there is nothing (docs/decisions/0009).
 */
export const workingFieldsFor = async (
  person: Person | null,
  { refs, onDay }: { refs: readonly string[]; onDay: string | null },
): Promise<ReadonlyMap<string, WorkingFields>> =>
  person === null || onDay !== null ? new Map() : listPlans(ledger(), refs)
