'use client'

import { createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/react-table'
import { BellOff } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { ConfidenceMark } from '@/components/confidence-mark'
import { DayText } from '@/components/day-text'
import { StatusBadge } from '@/components/status-badge'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { CommitmentItem, ItemField } from '@/lib/commitment'
import { inLanguage, type Locale } from '@/lib/locale'
import { statusKey } from '@/lib/status'

/**
 * A row as the table shows it: the item, the name of its domain, for how many days it has been quiet (null if it is
 * not), and its address, which remembers the view.
 */
export type CommitmentRow = CommitmentItem & {
  domainZh: string
  domainEn: string
  quietDays: number | null
  href: string
}

/** Sorting, like filtering and paging, happens in the database; the table only shows which column it was by. */
export const features = tableFeatures({ rowSortingFeature })

const helper = createColumnHelper<typeof features, CommitmentRow>()

export type ColumnId = 'ref' | 'title' | 'domain' | 'type' | 'status' | 'progress' | 'confidence' | 'lastFollowUpOn'

export const columns = helper.columns([
  helper.accessor('ref', { id: 'ref', cell: ({ row }) => <span className="tabular-nums">{row.original.ref}</span> }),
  helper.display({ id: 'title', cell: ({ row }) => <TitleCell row={row.original} /> }),
  helper.accessor('domain', { id: 'domain', cell: ({ row }) => <DomainCell row={row.original} /> }),
  helper.accessor('type', { id: 'type', cell: ({ row }) => <TypeCell row={row.original} /> }),
  helper.accessor('status', {
    id: 'status',
    cell: ({ row }) => <StatusBadge status={row.original.status} condition={row.original.condition} />,
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
])

/** The field that a column sorts by: a title by the language it is shown in. */
export const sortFieldOf = (column: ColumnId, locale: Locale): ItemField =>
  column === 'title' ? inLanguage(locale, 'titleZh', 'titleEn') : column

function TitleCell({ row }: { row: CommitmentRow }) {
  const locale = useLocale()
  return (
    <>
      <Link
        href={row.href}
        prefetch={false}
        className="font-medium text-ink no-underline hover:text-accent hover:underline"
      >
        {inLanguage(locale, row.titleZh, row.titleEn)}
      </Link>
      {/* On a phone the status column is out of sight to the right. */}
      <span className="mt-1 block text-sm sm:hidden print:hidden">
        <StatusBadge status={row.status} condition={row.condition} />
      </span>
    </>
  )
}

function DomainCell({ row }: { row: CommitmentRow }) {
  return inLanguage(useLocale(), row.domainZh, row.domainEn)
}

function TypeCell({ row }: { row: CommitmentRow }) {
  const t = useTranslations('type')
  return <span title={t(`${row.type}.definition`)}>{t(`${row.type}.label`)}</span>
}

function ProgressCell({ row }: { row: CommitmentRow }) {
  const t = useTranslations('table')
  if (row.progress === null) return <span className="text-ink-soft">{t('noProgress')}</span>
  return (
    <ProgressBar percent={row.progress} color={`var(--status-${statusKey(row.status)})`} text={`${row.progress}%`} />
  )
}

function LastFollowUpCell({ row }: { row: CommitmentRow }) {
  const t = useTranslations('table')
  const locale = useLocale()
  if (row.lastFollowUpOn === null) return <span className="text-ink-soft">{t('noFollowUp')}</span>
  return (
    <>
      <DayText on={row.lastFollowUpOn} locale={locale} />
      {row.quietDays !== null && (
        <span className="flex items-center gap-1 text-ink-soft text-sm print:whitespace-normal">
          <BellOff aria-hidden className="size-3.5" />
          {t('quietFor', { days: row.quietDays })}
        </span>
      )}
    </>
  )
}
