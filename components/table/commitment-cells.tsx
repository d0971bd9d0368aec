'use client'

import { SquarePen } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { QuietFlag } from '@/components/marks/quiet-flag'
import { StatusBadge } from '@/components/marks/status-badge'
import { Translated } from '@/components/marks/translated'
import type { CommitmentRow } from '@/components/table/commitment-row'
import { PlannedStepText } from '@/components/table/planned-step-text'
import { ProgressBar } from '@/components/ui/progress-bar'
import { inEitherLanguage, inLanguage } from '@/lib/locale'
import { statusKey } from '@/lib/status'

export function TitleCell({ row }: { row: CommitmentRow }) {
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
      {/* On a phone the status column is off screen to the right. */}
      <span className="mt-1 block text-sm sm:hidden print:hidden">
        <StatusBadge status={row.status} condition={row.condition} />
      </span>
    </>
  )
}

/** For editors, pressing the status, or F2 anywhere in the row, opens the form. */
export function StatusCell({ row }: { row: CommitmentRow }) {
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

export function DomainCell({ row }: { row: CommitmentRow }) {
  return inLanguage(useLocale(), row.domainZh, row.domainEn)
}

export function TypeCell({ row }: { row: CommitmentRow }) {
  const t = useTranslations('type')
  return <span title={t(`${row.type}.definition`)}>{t(`${row.type}.label`)}</span>
}

export function ProgressCell({ row }: { row: CommitmentRow }) {
  const t = useTranslations('table')
  if (row.progress === null) return <span className="text-ink-soft">{t('noProgress')}</span>
  return (
    <ProgressBar percent={row.progress} color={`var(--status-${statusKey(row.status)})`} text={`${row.progress}%`} />
  )
}

export function LastFollowUpCell({ row }: { row: CommitmentRow }) {
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

export function NextStepCell({ row }: { row: CommitmentRow }) {
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
