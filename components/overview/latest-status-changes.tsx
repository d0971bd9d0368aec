import { ArrowRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { StatusBadge } from '@/components/marks/status-badge'
import { ItemLink } from '@/components/overview/item-link'
import { LatestList } from '@/components/overview/latest-list'
import type { StatusChange } from '@/lib/assessment'
import type { Day } from '@/lib/day'

/** The latest changes of status, newest first, each with its day and the status before and after. */
export function LatestStatusChanges({ changes, asOf }: { changes: StatusChange[]; asOf: Day | null }) {
  const t = useTranslations('dashboard')
  const rows = changes.map((change) => ({
    key: `${change.ref} ${change.effectiveOn}`,
    content: <StatusChangeRow change={change} asOf={asOf} />,
  }))
  return (
    <LatestList id="changes" title={t('changes')} note={t('changesNote')} none={t('noChanges')} rows={rows} isDense />
  )
}

function StatusChangeRow({ change, asOf }: { change: StatusChange; asOf: Day | null }) {
  const t = useTranslations('dashboard')
  const locale = useLocale()
  return (
    <>
      <p>
        <span className="text-ink-soft text-sm">
          <DayText on={change.effectiveOn} locale={locale} /> ·{' '}
        </span>
        <ItemLink item={change} asOf={asOf} />
      </p>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-[0.9375rem]">
        <s className="text-ink-soft [&_span]:line-through">
          <StatusBadge status={change.statusBefore} condition={change.conditionBefore} />
        </s>
        <ArrowRight role="img" aria-label={t('changedTo')} className="size-4 text-ink-soft" />
        <StatusBadge status={change.status} condition={change.condition} />
      </p>
    </>
  )
}
