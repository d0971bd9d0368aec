import { ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { StatusBadge } from '@/components/marks/status-badge'
import type { StatusChange } from '@/lib/assessment'
import type { Day } from '@/lib/day'
import { inLanguage } from '@/lib/locale'
import { itemPath } from '@/lib/paths'

/** The latest changes of status, newest first, each with its day and the status before and after. */
export function LatestStatusChanges({ changes, asOf }: { changes: StatusChange[]; asOf: Day | null }) {
  const t = useTranslations('dashboard')
  const locale = useLocale()
  return (
    <section aria-labelledby="changes" className="panel p-4 sm:p-6">
      <h2 id="changes" className="font-semibold text-xl">
        {t('changes')}
      </h2>
      <p className="mt-1 mb-2 text-ink-soft text-sm">{t('changesNote')}</p>
      {changes.length === 0 && <p>{t('noChanges')}</p>}
      <ol className="divide-y divide-line">
        {changes.map((change) => (
          <li key={`${change.ref} ${change.effectiveOn}`} className="py-2.5">
            <p>
              <span className="text-ink-soft text-sm">
                <DayText on={change.effectiveOn} locale={locale} /> ·{' '}
              </span>
              <Link href={itemPath(locale, change.ref, asOf)} prefetch={false}>
                {change.ref} {inLanguage(locale, change.titleZh, change.titleEn)}
              </Link>
            </p>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-[0.9375rem]">
              <s className="text-ink-soft [&_span]:line-through">
                <StatusBadge status={change.statusBefore} condition={change.conditionBefore} />
              </s>
              <ArrowRight role="img" aria-label={t('changedTo')} className="size-4 text-ink-soft" />
              <StatusBadge status={change.status} condition={change.condition} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
