import { useLocale } from 'next-intl'
import { ArrangeControls } from '@/components/table/arrange-controls'
import { ChosenFilters } from '@/components/table/chosen-filters'
import { FilterControls } from '@/components/table/filter-controls'
import { SORT_FORM } from '@/components/table/sort-button'
import { TableTools } from '@/components/table/table-tools'
import { GetForm } from '@/components/ui/get-form'
import type { AgreementOverview } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { changed, type Filter, toQuery } from '@/lib/filter'
import type { Cell } from '@/lib/summary'
import type { TableLayout } from '@/lib/table-layout'

/** Search, facets, grouping and day of the table, and in words what is in view. Every control is a link or a form. */
export function ViewControls({
  filter,
  cells,
  agreements,
  today,
  layout,
  mayAdd,
}: {
  filter: Filter
  cells: Cell[]
  agreements: AgreementOverview[]
  today: Day
  layout: TableLayout
  /** Whether the reader may enter commitments. */
  mayAdd: boolean
}) {
  const action = `/${useLocale()}/commitments`
  const view = { filter, cells, agreements }
  return (
    <div className="mb-4 space-y-3">
      <FilterControls {...view} action={action} />
      <ArrangeControls filter={filter} agreements={agreements} today={today} action={action} />
      {/* Submitted by the buttons in the table's headings. */}
      <GetForm id={SORT_FORM} action={action} hidden={toQuery(changed(filter, { sort: [] }))} />

      <div className="flex flex-wrap items-center gap-2">
        <ChosenFilters {...view} />
        <TableTools filter={filter} layout={layout} mayAdd={mayAdd} />
      </div>
    </div>
  )
}
