import { CalendarClock } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { Translated } from '@/components/marks/translated'
import { inEitherLanguage } from '@/lib/locale'
import type { PlannedStep } from '@/lib/plan'

/** A step that the desk plans, labelled as planned so that it is not taken for one on record. */
export function PlannedStepText({ step: { zh, en, on } }: { step: PlannedStep }) {
  const t = useTranslations('table')
  const locale = useLocale()
  return (
    <span data-planned className="mt-1.5 block border-line-strong border-l-2 border-dashed pl-2 text-sm">
      <span className="flex items-baseline gap-1 text-ink-soft">
        <CalendarClock aria-hidden className="size-3.5 shrink-0 translate-y-0.5" />
        <span>{on ? t.rich('plannedFor', { day: () => <DayText on={on} locale={locale} /> }) : t('planned')}</span>
      </span>
      <span className="line-clamp-2 print:line-clamp-none" title={inEitherLanguage(locale, zh, en)}>
        <Translated locale={locale} zh={zh} en={en} />
      </span>
    </span>
  )
}
