'use client'

import {
  columnPinningFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import { ConfidenceMark } from '@/components/marks/confidence-mark'
import {
  DomainCell,
  LastFollowUpCell,
  NextStepCell,
  ProgressCell,
  StatusCell,
  TitleCell,
  TypeCell,
} from '@/components/table/commitment-cells'
import type { CommitmentRow } from '@/components/table/commitment-row'
import type { ItemField } from '@/lib/commitment'
import { inLanguage, type Locale } from '@/lib/locale'
import type { ColumnId } from '@/lib/table-layout'

/** Sorting, like filtering and paging, happens in the database; the table only shows the sorted column. */
export const features = tableFeatures({ columnPinningFeature, columnVisibilityFeature, rowSortingFeature })

const helper = createColumnHelper<typeof features, CommitmentRow>()

/** The least width of each column, in rem; in a wider table the columns grow in proportion. */
export const WIDTH: Record<ColumnId, number> = {
  ref: 4.75,
  title: 14.25,
  domain: 9,
  type: 7,
  status: 10,
  progress: 8.5,
  confidence: 8.5,
  lastFollowUpOn: 10.5,
  nextStep: 13,
}

export const columns = helper.columns([
  helper.accessor('ref', { id: 'ref', cell: ({ row }) => <span className="tabular-nums">{row.original.ref}</span> }),
  helper.display({ id: 'title', cell: ({ row }) => <TitleCell row={row.original} /> }),
  helper.accessor('domain', { id: 'domain', cell: ({ row }) => <DomainCell row={row.original} /> }),
  helper.accessor('type', { id: 'type', cell: ({ row }) => <TypeCell row={row.original} /> }),
  helper.accessor('status', {
    id: 'status',
    cell: ({ row }) => <StatusCell row={row.original} />,
  }),
  helper.accessor('progress', { id: 'progress', cell: ({ row }) => <ProgressCell row={row.original} /> }),
  helper.accessor('confidence', {
    id: 'confidence',
    cell: ({ row }) => <ConfidenceMark confidence={row.original.confidence} />,
  }),
  helper.accessor('lastFollowUpOn', {
    id: 'lastFollowUpOn',
    cell: ({ row }) => <LastFollowUpCell row={row.original} />,
  }),
  helper.display({ id: 'nextStep', cell: ({ row }) => <NextStepCell row={row.original} /> }),
])

/** The field that a column sorts by, if any: for titles, the one of the language shown. */
export function sortFieldOf(column: ColumnId, locale: Locale): ItemField | null {
  if (column === 'nextStep') return null
  return column === 'title' ? inLanguage(locale, 'titleZh', 'titleEn') : column
}
