import { useLocale, useTranslations } from 'next-intl'
import { MonthBars } from '@/components/domain/month-bars'
import { MonthTable } from '@/components/domain/month-table'
import { nameOf, totalOf } from '@/components/domain/month-words'
import type { FollowUpMonth } from '@/lib/series'

/** The follow-ups of each month: those that can support a status, and stacked on them the background. */
export function FollowUpMonths({ months }: { months: FollowUpMonth[] }) {
  const t = useTranslations('domains')
  const locale = useLocale()
  const direct = months.reduce((sum, month) => sum + month.direct, 0)
  const background = months.reduce((sum, month) => sum + month.background, 0)
  const most = Math.max(1, ...months.map(totalOf))
  const busiest = months.filter((month) => totalOf(month) === most)
  const inWords = t('monthsFinding', { direct, background })
  const peak =
    busiest.length === 1 && busiest[0] ? t('monthsPeak', { month: nameOf(busiest[0].month, locale), count: most }) : ''

  return (
    <section aria-labelledby="months" className="panel min-w-0 p-4 sm:p-6">
      <h2 id="months" className="font-semibold text-xl">
        {t('months')}
      </h2>
      {direct + background === 0 ? (
        <p className="mt-1">
          {t('noFollowUps')} <span className="text-ink-soft">{t('noFollowUpsNote')}</span>
        </p>
      ) : (
        <>
          <p className="mt-1 mb-5 text-ink-soft">
            {inWords} {peak}
          </p>
          <MonthBars months={months} most={most} label={`${inWords} ${peak}`} />
          <ul aria-label={t('legend')} className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
            <li className="flex items-center gap-1.5">
              <span aria-hidden className="size-3.5 rounded-[3px] bg-accent print:[print-color-adjust:exact]" />
              {t('direct')}
            </li>
            {background > 0 && (
              <li className="flex items-center gap-1.5">
                <span aria-hidden className="size-3.5 rounded-[3px] border-[1.5px] border-accent" />
                {t('background')}
              </li>
            )}
          </ul>
          <MonthTable months={months.filter((month) => totalOf(month) > 0)} />
        </>
      )}
    </section>
  )
}
