'use client'

import { useTable } from '@tanstack/react-table'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { ColumnHeading } from '@/components/table/column-heading'
import { columns, features, WIDTH } from '@/components/table/commitment-columns'
import type { CommitmentRow } from '@/components/table/commitment-row'
import { GroupHeading } from '@/components/table/group-heading'
import { pinnedPlaces } from '@/components/table/pinned-places'
import { useTableLayout } from '@/components/table/use-table-layout'
import type { Filter } from '@/lib/filter'
import type { Segment } from '@/lib/summary'
import { type ColumnId, type TableLayout, toggled } from '@/lib/table-layout'

/** The rows of a group on this page, and the counts of the whole group, which may go on to the next page. */
export type RowGroup = { key: string; label: string | null; count: number; segments: Segment[]; rows: CommitmentRow[] }

/**
 * The rows of a view, in the order given. Columns sort with and without JavaScript; the headings and the pinned columns
 * stay in sight while the rows scroll.
 */
export function CommitmentTable({
  groups,
  filter,
  layout: drawn,
}: {
  groups: RowGroup[]
  filter: Filter
  layout: TableLayout
}) {
  const t = useTranslations('table')
  const [layout, change] = useTableLayout(drawn)
  const region = useRef<HTMLElement>(null)
  const pinned: ColumnId[] = ['ref', ...layout.pinned]
  const table = useTable({
    features,
    columns,
    data: groups.flatMap((group) => group.rows),
    getRowId: (row) => row.ref,
    manualSorting: true,
    state: {
      sorting: filter.sort.map((key) => ({ id: columnOf(key.field), desc: key.descending })),
      columnVisibility: Object.fromEntries(layout.hidden.map((column) => [column, false])),
      columnPinning: { start: pinned, end: [] },
    },
  })
  const rows = new Map(table.getRowModel().rows.map((row) => [row.id, row]))
  const shown = table.getHeaderGroups().flatMap(({ headers }) => headers.map(({ column }) => column.id as ColumnId))
  const whole = shown.reduce((sum, column) => sum + WIDTH[column], 0)
  const dense = layout.density === 'compact'

  const placeOf = pinnedPlaces(shown, pinned)
  const padding = dense ? 'px-3 py-1 leading-snug' : 'px-3 py-2.5'
  return (
    <section
      ref={region}
      aria-label={t('region')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key !== 'F2' || !(event.target instanceof Element)) return
        event.target.closest('tr')?.querySelector<HTMLElement>('[data-assess]')?.click()
      }}
      className={`table-region panel relative max-h-[calc(100dvh-2rem)] overflow-auto print:max-h-none print:overflow-visible ${rows.size > SURE_TO_SCROLL ? 'overflow-y-scroll' : ''}`}
    >
      <table
        className="w-full table-fixed border-separate border-spacing-0 text-[0.9375rem] print:min-w-0! print:text-[7.5pt] print:[&_.text-sm]:text-[7.5pt]"
        style={{ minWidth: `${whole}rem` }}
      >
        {/* Before the headings, so that a page that is still arriving already has its column widths. */}
        <colgroup>
          {shown.map((column) => (
            <col key={column} style={{ width: `${(100 * WIDTH[column]) / whole}%` }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-20 print:static">
          {table.getHeaderGroups().map((headerGroup) => (
            <tr key={headerGroup.id}>
              {headerGroup.headers.map((header) => {
                const column = header.column.id as ColumnId
                return (
                  <ColumnHeading
                    key={header.id}
                    column={column}
                    place={placeOf(column)}
                    sorted={header.column.getIsSorted()}
                    nth={filter.sort.length > 1 ? header.column.getSortIndex() + 1 : 0}
                    pinned={pinned.includes(column)}
                    dense={dense}
                    filter={filter}
                    onHide={() => {
                      change(({ hidden }) => ({ hidden: toggled(hidden, column) }))
                      region.current?.focus()
                    }}
                    onPin={() => change(({ pinned }) => ({ pinned: toggled(pinned, column) }))}
                  />
                )
              })}
            </tr>
          ))}
        </thead>
        {groups.map((group) => (
          <tbody key={group.key} data-group={group.label === null ? undefined : group.key}>
            {group.label !== null && <GroupHeading {...group} label={group.label} span={shown.length} />}
            {group.rows.map(({ ref }) => (
              <tr key={ref} data-ref={ref} className="group/row break-inside-avoid">
                {rows
                  .get(ref)
                  ?.getVisibleCells()
                  .map((cell) => {
                    const column = cell.column.id as ColumnId
                    const { className, style } = placeOf(column)
                    const Cell = column === 'ref' ? 'th' : 'td'
                    return (
                      <Cell
                        key={cell.id}
                        scope={column === 'ref' ? 'row' : undefined}
                        style={style}
                        className={`border-line border-b bg-surface text-left align-top font-normal [overflow-wrap:break-word] group-hover/row:bg-sunken print:px-1.5 print:py-1 ${padding} ${className}`}
                      >
                        <table.FlexRender cell={cell} />
                      </Cell>
                    )
                  })}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

/** From this many rows on, the scrollbar is there from the first paint, so that it does not narrow the table later. */
const SURE_TO_SCROLL = 20

const columnOf = (field: string): string => (field === 'titleZh' || field === 'titleEn' ? 'title' : field)
