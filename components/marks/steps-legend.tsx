import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { StatusSwatch } from '@/components/marks/status-badge'
import type { Day } from '@/lib/day'
import { isDirect, type Relation } from '@/lib/follow-up'
import type { Step } from '@/lib/series'
import { isHalted, STATUS_KEYS } from '@/lib/status'

/** What the colours, hatching, dots and shading of step lines mean; lists only those that occur. */
export function StepsLegend({
  steps,
  dots,
  compiledUntil,
  day,
}: {
  steps: Step[]
  dots: { relation: Relation }[]
  compiledUntil: Day
  day: Day
}) {
  const t = useTranslations()
  const locale = useLocale()
  const present = STATUS_KEYS.filter((status) => steps.some((step) => step.status === status))
  return (
    <ul aria-label={t('domains.legend')} className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {present.map((status) => (
        <li key={status} className="flex items-center gap-1.5">
          <StatusSwatch status={status} /> {t(`status.${status}.label`)}
        </li>
      ))}
      {steps.some((step) => isHalted(step.condition)) && (
        <li className="flex items-center gap-1.5">
          <StatusSwatch status="UNASSESSED" hatched /> {t('domains.halted')}
        </li>
      )}
      {dots.some(isDirect) && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-full bg-ink print:[print-color-adjust:exact]" />
          {t('domains.directDot')}
        </li>
      )}
      {dots.some((dot) => !isDirect(dot)) && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-full border-[1.5px] border-ink-soft" />
          {t('domains.backgroundDot')}
        </li>
      )}
      {compiledUntil < day && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className="size-3.5 rounded-[3px] border border-line-strong bg-sunken" />
          <span>{t.rich('domains.unsearched', { day: () => <DayText on={compiledUntil} locale={locale} /> })}</span>
        </li>
      )}
    </ul>
  )
}
