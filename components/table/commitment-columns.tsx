'use client'

import {
  columnPinningFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import { SquarePen } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { ConfidenceMark } from '@/components/marks/confidence-mark'
import { DayText } from '@/components/marks/day-text'
import { PlannedStepText } from '@/components/marks/planned-step-text'
import { QuietFlag } from '@/components/marks/quiet-flag'
import { StatusBadge } from '@/components/marks/status-badge'
import { Translated } from '@/components/marks/translated'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { CommitmentItem, ItemField } from '@/lib/commitment'
import { inEitherLanguage, inLanguage, type Locale } from '@/lib/locale'
import type { PlannedStep } from '@/lib/plan'
import { statusKey } from '@/lib/status'
import type { ColumnId } from '@/lib/table-layout'

/**
 * A row as the table shows it: the item, the name of its domain, for how many days it has been quiet (null if it is
 * not), and its address, which remembers the view.
 */
export type CommitmentRow = CommitmentItem & {
  domainZh: string
  domainEn: string
  quietDays: number | null
  href: string
  /** Where an assessment of it is recorded; null for those who only read. */
  assessHref: string | null
  /** What the desk plans; null where it plans nothing, and for readers who are not signed in. */
  plannedStep: PlannedStep | null
}

/** Sorting, like filtering and paging, happens in the database; the table only shows which column it was by. */
export const features = tableFeatures({ columnPinningFeature, columnVisibilityFeature, rowSortingFeature })

const helper = createColumnHelper<typeof features, CommitmentRow>()

/** Of each column, in rem: in a wide table each has its share of the rest, in a narrow one no less than this. */
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

/** The field that a column sorts by, if it does: a title by the language it is shown in. */
export function sortFieldOf(column: ColumnId, locale: Locale): ItemField | null {
  if (column === 'nextStep') return null
  return column === 'title' ? inLanguage(locale, 'titleZh', 'titleEn') : column
}

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

/** For those who may, a press on the status opens the form; F2 anywhere in the row does too. */
function StatusCell({ row }: { row: CommitmentRow }) {
  const t = useTranslations('table')
  const badge = <StatusBadge status={row.status} condition={row.condition} />
  if (row.assessHref === null) return badge
  return (
    <Link
      href={row.assessHref}
      prefetch={false}
      scroll={false}
      data-assess
      title={t('assess', { ref: row.ref })}
      className="-mx-2 -my-1 flex items-start gap-1.5 rounded-md px-2 py-1 text-ink no-underline hover:bg-accent-soft focus-visible:bg-accent-soft"
    >
      <span className="grow">{badge}</span>
      <SquarePen aria-label={t('assess', { ref: row.ref })} className="mt-1 size-4 shrink-0 text-accent print:hidden" />
    </Link>
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
      {row.quietDays !== null && <QuietFlag days={row.quietDays} />}
    </>
  )
}

function NextStepCell({ row }: { row: CommitmentRow }) {
  const planned = row.plannedStep && <PlannedStepText step={row.plannedStep} />
  const t = useTranslations('table')
  const locale = useLocale()
  if (row.nextStep === null)
    return (
      <>
        <span className="text-ink-soft">{t('noNextStep')}</span>
        {planned}
      </>
    )
  const { agreedOn, summaryZh, summaryEn } = row.nextStep
  return (
    <>
      <span className="block text-sm">
        <span className="block text-ink-soft">
          {t.rich('nextStepAgreed', { day: () => <DayText on={agreedOn} locale={locale} /> })}
        </span>
        <span className="line-clamp-2 print:line-clamp-none" title={inEitherLanguage(locale, summaryZh, summaryEn)}>
          <Translated locale={locale} zh={summaryZh} en={summaryEn} />
        </span>
      </span>
      {planned}
    </>
  )
}
