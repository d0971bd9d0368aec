'use client'

import { useTable } from '@tanstack/react-table'
import { useLocale, useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { type ColumnId, type CommitmentRow, columns, features, sortFieldOf } from '@/components/commitment-columns'
import { SortButton } from '@/components/sort-button'
import type { Day } from '@/lib/day'
import type { Filter } from '@/lib/filter'

/** Rows that belong together, with how many there are in all: more than are listed where the group goes on overleaf. */
export type RowGroup = { key: string; label: string | null; count: number; rows: CommitmentRow[] }

/** The rows of a view, in the order they come in. Every column heading sorts, with and without JavaScript. */
export function CommitmentTable({ groups, filter, today }: { groups: RowGroup[]; filter: Filter; today: Day }) {
  const t = useTranslations('table')
  const name = useTranslations('columns')
  const locale = useLocale()
  const table = useTable({
    features,
    columns,
    data: groups.flatMap((group) => group.rows),
    getRowId: (row) => row.ref,
    manualSorting: true,
    state: { sorting: filter.sort.map((key) => ({ id: columnOf(key.field), desc: key.descending })) },
  })
  const rows = new Map(table.getRowModel().rows.map((row) => [row.id, row]))

  return (
    <section
      aria-label={t('region')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="panel relative overflow-x-auto print:overflow-visible"
    >
      <table className="w-full min-w-[68rem] border-collapse text-[0.9375rem] print:min-w-0 print:text-[8pt]">
        <thead>
          {table.getHeaderGroups().map((headerGroup) => (
            <tr key={headerGroup.id}>
              {headerGroup.headers.map((header) => {
                const sorted = header.column.getIsSorted()
                const column = header.column.id as ColumnId
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : 'none'}
                    className="border-line border-b bg-sunken p-0 text-left font-semibold first:sticky first:left-0 first:z-10"
                  >
                    <SortButton
                      label={name(column)}
                      field={sortFieldOf(column, locale)}
                      sorted={sorted}
                      place={filter.sort.length > 1 && sorted ? header.column.getSortIndex() + 1 : null}
                      filter={filter}
                      today={today}
                    />
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        {groups.map((group) => (
          <tbody key={group.key} data-group={group.label === null ? undefined : group.key}>
            {group.label !== null && (
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={columns.length}
                  className="border-line border-b bg-accent-soft px-3 py-2 text-left font-semibold"
                >
                  <span className="sticky left-3 inline-block">
                    {group.label}
                    <span className="ml-2 font-normal text-ink-soft">{t('groupCount', { count: group.count })}</span>
                  </span>
                </th>
              </tr>
            )}
            {group.rows.map(({ ref }) => (
              <tr key={ref} data-ref={ref} className="group/row break-inside-avoid hover:bg-sunken">
                {rows
                  .get(ref)
                  ?.getAllCells()
                  .map((cell) => (
                    <Fragment key={cell.id}>
                      {cell.column.id === 'ref' ? (
                        <th
                          scope="row"
                          className="sticky left-0 z-10 border-line border-b bg-surface px-3 py-2.5 text-left align-top font-normal print:static print:px-1.5 print:py-1 whitespace-nowrap group-hover/row:bg-sunken"
                        >
                          <table.FlexRender cell={cell} />
                        </th>
                      ) : (
                        <td
                          className={`border-line border-b px-3 py-2.5 align-top print:px-1.5 print:py-1 ${WIDTH[cell.column.id as ColumnId]}`}
                        >
                          <table.FlexRender cell={cell} />
                        </td>
                      )}
                    </Fragment>
                  ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

const columnOf = (field: string): string => (field === 'titleZh' || field === 'titleEn' ? 'title' : field)

const WIDTH: Record<ColumnId, string> = {
  ref: '',
  title: 'min-w-64 max-w-md print:min-w-0',
  domain: 'min-w-32 print:min-w-0',
  type: 'whitespace-nowrap',
  status: 'min-w-40 print:min-w-0',
  progress: 'whitespace-nowrap',
  confidence: 'whitespace-nowrap',
  lastFollowUpOn: 'whitespace-nowrap',
}
