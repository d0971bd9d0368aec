import { changePlan, markReviewed } from '@/app/actions/plans'
import { PageMessages } from '@/app/page-messages'
import { PlanPanel } from '@/components/desk/plan-panel'
import type { Colleague } from '@/lib/account'
import type { Day } from '@/lib/day'
import { ledger } from '@/lib/db/client'
import { listColleagues } from '@/lib/db/people/read'
import type { WorkingFields } from '@/lib/plan'

/** What the desk plans for one commitment. A reader who may not edit gets no name but that of the person responsible. */
export async function DeskPlan({
  of: ref,
  plan,
  concludedOn,
  today,
  mayEdit,
}: {
  of: string
  plan: WorkingFields
  concludedOn: Day
  today: Day
  mayEdit: boolean
}) {
  const named = plan.responsible === null ? [] : [plan.responsible]
  const everybody: Colleague[] = mayEdit || named.length > 0 ? await listColleagues(ledger(), named) : []
  return (
    <PageMessages of={['plan', 'conflict', 'form']}>
      <PlanPanel
        of={ref}
        plan={plan}
        colleagues={mayEdit ? everybody : everybody.filter(({ id }) => named.includes(id))}
        concludedOn={concludedOn}
        today={today}
        actions={mayEdit ? { change: changePlan, review: markReviewed } : null}
      />
    </PageMessages>
  )
}
