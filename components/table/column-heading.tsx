'use client'

import { useLocale, useTranslations } from 'next-intl'
import { ColumnMenu } from '@/components/table/column-menu'
import { sortFieldOf } from '@/components/table/commitment-columns'
import type { Place } from '@/components/table/pinned-places'
import { SortButton } from '@/components/table/sort-button'
import type { Filter } from '@/lib/filter'
import type { ColumnId } from '@/lib/table-layout'

/** A column's heading: pressed, it sorts; its menu has the rest. */
export function ColumnHeading({
  column,
  place,
  sorted,
  nth,
  pinned,
  dense,
  filter,
  onHide,
  onPin,
}: {
  column: ColumnId
  /** Where it stays while the rows scroll. */
  place: Place
  sorted: false | 'asc' | 'desc'
  /** Which sort key it is, from 1, where there are several; else 0. */
  nth: number
  pinned: boolean
  dense: boolean
  filter: Filter
  onHide: () => void
  onPin: () => void
}) {
  const name = useTranslations('columns')(column)
  const locale = useLocale()
  const field = sortFieldOf(column, locale)
  return (
    <th
      scope="col"
      // The heading of a cell is read out with it: the column's name, not what its menu is called.
      aria-label={name}
      aria-sort={!field ? undefined : sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none'}
      style={place.style}
      className={`border-line border-b bg-sunken p-0 text-left font-semibold ${place.className}`}
    >
      {/* Browsers repeat a heading on every sheet, but not the buttons in it. */}
      <span className="hidden px-1.5 py-1 print:block">{name}</span>
      <div className="flex items-center print:hidden">
        {field ? (
          <SortButton label={name} field={field} sorted={sorted} nth={nth} dense={dense} filter={filter} />
        ) : (
          <span className={`grow px-3 ${dense ? 'py-1.5' : 'py-2.5'}`}>{name}</span>
        )}
        {column !== 'ref' && (
          <ColumnMenu
            column={column}
            name={name}
            field={field}
            sorted={sorted}
            pinned={pinned}
            filter={filter}
            onHide={onHide}
            onPin={onPin}
          />
        )}
      </div>
    </th>
  )
}
