import { BellOff } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import type { Day } from '@/lib/day'

/** For how many days nothing was recorded of a commitment; and, for readers who may know, when the desk last looked. */
export function QuietFlag({ days, reviewedOn = null }: { days: number; reviewedOn?: Day | null }) {
  const t = useTranslations('table')
  const locale = useLocale()
  return (
    <span className="flex items-baseline gap-1 text-balance text-ink-soft text-sm">
      <BellOff aria-hidden className="size-3.5 shrink-0 translate-y-0.5" />
      <span>
        {t('quietFor', { days })}
        {reviewedOn && (
          <>
            {' · '}
            {t.rich('reviewedOn', { day: () => <DayText on={reviewedOn} locale={locale} /> })}
          </>
        )}
      </span>
    </span>
  )
}
