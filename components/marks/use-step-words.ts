import { useLocale, useTranslations } from 'next-intl'
import { formatDay, formatDays } from '@/lib/day'
import type { Locale } from '@/lib/locale'
import type { Step } from '@/lib/series'

/** Describes a step: its days, its status and, unless it is ACTIVE, its condition. */
export function useStepWords(): (step: Step) => string {
  const t = useTranslations()
  const locale: Locale = useLocale()
  return ({ from, until, status, condition }) =>
    t(condition === 'ACTIVE' ? 'domains.step' : 'domains.stepIn', {
      days: from === until ? formatDay(from, locale) : formatDays(from, until, locale),
      status: t(`status.${status}.label`),
      condition: t(`condition.${condition}.label`),
    })
}
