import { countsOn, type FollowUp, inDateOrder, isDirect, LEAVE_NEXT_STEP, type NextStep } from '@/lib/follow-up'

/** The step last agreed, where no direct follow-up but a report or a setback came after it. It is what lib/db/filter-sql.ts says in SQL. */
export function nextStepIn(followUps: readonly FollowUp[]): NextStep | null {
  const last = inDateOrder(followUps.filter((f) => isDirect(f) && !LEAVE_NEXT_STEP.includes(f.effect))).at(-1)
  if (last?.effect !== 'STEP_AGREED') return null
  return { agreedOn: countsOn(last), summaryZh: last.summaryZh, summaryEn: last.summaryEn }
}
