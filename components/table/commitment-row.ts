import type { CommitmentItem } from '@/lib/commitment'
import type { PlannedStep } from '@/lib/plan'

/**
 * A row as the table shows it: the item, the name of its domain, for how many days it has been quiet (null if it is
 * not), and its address, which remembers the view.
 */
export type CommitmentRow = CommitmentItem & {
  domainZh: string
  domainEn: string
  quietDays: number | null
  href: string
  /** Where an assessment of it is recorded; null for readers who may not edit. */
  assessHref: string | null
  /** What the desk plans; null where it plans nothing, and for readers who are not signed in. */
  plannedStep: PlannedStep | null
}
