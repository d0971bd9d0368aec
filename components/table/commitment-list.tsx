import { useLocale } from 'next-intl'
import { useLabels } from '@/components/marks/use-labels'
import { CommitmentTable, type RowGroup } from '@/components/table/commitment-table'
import { type AgreementOverview, domainsOf } from '@/lib/agreement'
import { type CommitmentItem, quietFor } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import type { Filter } from '@/lib/filter'
import { assessPath, itemInViewPath } from '@/lib/paths'
import { type Plan, plannedStepOf } from '@/lib/plan'
import { statusKey } from '@/lib/status'
import { type Cell, countOf, segmentsOf } from '@/lib/summary'
import type { TableLayout } from '@/lib/table-layout'

/** A page of commitments as a table, grouped where the view asks for it. `cells` are the counts of the whole view. */
export function CommitmentList({
  items,
  cells,
  filter,
  agreements,
  day,
  layout,
  mayAssess,
  plans,
}: {
  items: CommitmentItem[]
  cells: Cell[]
  filter: Filter
  agreements: AgreementOverview[]
  /** The day the view is of. */
  day: Day
  layout: TableLayout
  /** Whether the reader may record assessments. */
  mayAssess: boolean
  /** What the desk plans, by ref; empty for readers who may not know. */
  plans: ReadonlyMap<string, Plan>
}) {
  const labels = useLabels(agreements)
  const locale = useLocale()
  const names = new Map(domainsOf(agreements).map((domain) => [domain.slug, domain]))
  const compiledUntil = new Map(agreements.map((agreement) => [agreement.slug, agreement.compiledUntil]))
  const { groupBy } = filter

  const groups = new Map<string, RowGroup>()
  for (const item of items) {
    const key = !groupBy ? 'all' : groupBy === 'status' ? statusKey(item.status) : item[groupBy]
    const own = groupBy ? cells.filter((cell) => cell[groupBy] === key) : cells
    const label = groupBy && labels.of(groupBy, key)
    const group = groups.get(key) ?? { key, label, count: countOf(own), segments: segmentsOf(own), rows: [] }
    const domain = names.get(item.domain)
    const plan = plans.get(item.ref)
    group.rows.push({
      ...item,
      domainZh: domain?.nameZh ?? item.domain,
      domainEn: domain?.nameEn ?? item.domain,
      quietDays: quietFor(item, compiledUntil.get(item.agreement) ?? day, day),
      href: itemInViewPath(locale, item.ref, filter),
      assessHref: mayAssess ? assessPath(locale, item.ref) : null,
      plannedStep: plan ? plannedStepOf(plan) : null,
    })
    groups.set(key, group)
  }
  return <CommitmentTable groups={[...groups.values()]} filter={filter} layout={layout} />
}
