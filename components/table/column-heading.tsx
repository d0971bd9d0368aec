'use client'

import { useLocale, useTranslations } from 'next-intl'
import { ColumnMenu } from '@/components/table/column-menu'
import { sortFieldOf } from '@/components/table/commitment-columns'
import type { Place } from '@/components/table/pinned-places'
import { SortButton } from '@/components/table/sort-button'
import type { Filter } from '@/lib/filter'
import type { ColumnId } from '@/lib/table-layout'

/** A column's heading: pressing it sorts, and a menu offers the rest. */
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
  /** Where a pinned column stays while the rows scroll. */
  place: Place
  sorted: false | 'asc' | 'desc'
  /** Its place among several sort keys, from 1; 0 where there is only one. */
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
      // Screen readers read the heading with each cell: the column's name, without the label of its menu.
      aria-label={name}
      aria-sort={!field ? undefined : sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none'}
      style={place.style}
      className={`border-line border-b bg-sunken p-0 text-left font-semibold ${place.className}`}
    >
      {/* Browsers repeat headings on every printed page, but not the buttons in them. */}
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
