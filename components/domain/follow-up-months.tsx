import { useLocale, useTranslations } from 'next-intl'
import { Twin } from '@/components/ui/twin'
import { LANGUAGE_TAG, type Locale } from '@/lib/locale'
import type { FollowUpMonth, Month } from '@/lib/series'

const HEIGHT = 128
/** Below this share of the width a year has no room for its name. */
const NARROW_YEAR = 9

/** How many follow-ups count from each month: those that can support a status, and on top of them the background. */
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
          <Bars months={months} most={most} label={`${inWords} ${peak}`} />
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

function Bars({ months, most, label }: { months: FollowUpMonth[]; most: number; label: string }) {
  const t = useTranslations('domains')
  const locale = useLocale()
  const width = 100 / months.length
  const [gap, unit] = [width * 0.14, (HEIGHT - 6) / most]
  const lines = [...new Set([0, Math.round(most / 2), most])]
  const high = (count: number) => HEIGHT - count * unit
  return (
    <div className="flex gap-2">
      <div aria-hidden className="relative w-5 shrink-0 text-right text-ink-soft text-xs tabular-nums">
        {lines.map((count) => (
          <span key={count} className="absolute right-0 -translate-y-1/2 leading-none" style={{ top: high(count) }}>
            {count}
          </span>
        ))}
      </div>
      <div className="min-w-0 grow">
        <svg role="img" aria-label={label} width="100%" height={HEIGHT} className="block overflow-visible">
          {lines.map((count) => (
            <line
              key={count}
              x1="0"
              x2="100%"
              y1={high(count)}
              y2={high(count)}
              stroke={count ? 'var(--line)' : 'var(--line-strong)'}
            />
          ))}
          {months.map((month, index) => {
            const box = { x: `${index * width + gap}%`, width: `${width - 2 * gap}%` }
            const total = totalOf(month)
            if (total === 0) return null
            return (
              <g key={month.month} data-month={month.month}>
                <title>{t('month', { ...month, month: nameOf(month.month, locale) })}</title>
                <rect {...box} y={high(month.direct)} height={month.direct * unit} fill="var(--accent)" />
                {month.background > 0 && (
                  <rect
                    {...box}
                    y={high(total) + 1}
                    height={month.background * unit - 2}
                    fill="var(--surface)"
                    stroke="var(--accent)"
                    strokeWidth="1.5"
                  />
                )}
              </g>
            )
          })}
        </svg>
        <svg aria-hidden width="100%" height="20" className="block text-ink-soft">
          {yearsOf(months).map(({ year, from, to }) => (
            <g key={year}>
              {from > 0 && <line x1={`${from}%`} x2={`${from}%`} y1="0" y2="6" stroke="var(--line-strong)" />}
              {to - from >= NARROW_YEAR && (
                <text x={`${(from + to) / 2}%`} y="16" textAnchor="middle" fontSize="12" fill="currentColor">
                  {year}
                </text>
              )}
            </g>
          ))}
        </svg>
      </div>
    </div>
  )
}

function MonthTable({ months }: { months: FollowUpMonth[] }) {
  const t = useTranslations('domains')
  const locale = useLocale()
  return (
    <Twin title={t('asTable')}>
      <table className="w-full min-w-[22rem] text-[0.9375rem]">
        <thead>
          <tr className="border-line-strong border-b">
            <th scope="col" className="py-2 pr-3 text-left">
              {t('monthColumn')}
            </th>
            <th scope="col" className="py-2 pr-3 text-right">
              {t('direct')}
            </th>
            <th scope="col" className="py-2 text-right">
              {t('background')}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, direct, background }) => (
            <tr key={month} className="border-line border-b last:border-0">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                {nameOf(month, locale)}
              </th>
              <td className="py-1.5 pr-3 text-right tabular-nums">{direct}</td>
              <td className="py-1.5 text-right tabular-nums">{background}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Twin>
  )
}

const totalOf = ({ direct, background }: FollowUpMonth) => direct + background

/** The years of these months, with where each begins and ends among them, in per cent. */
const yearsOf = (months: FollowUpMonth[]) =>
  [...new Set(months.map(({ month }) => month.slice(0, 4)))].map((year) => {
    const first = months.findIndex(({ month }) => month.startsWith(year))
    const count = months.filter(({ month }) => month.startsWith(year)).length
    return { year, from: (100 * first) / months.length, to: (100 * (first + count)) / months.length }
  })

const nameOf = (month: Month, locale: Locale): string =>
  new Intl.DateTimeFormat(LANGUAGE_TAG[locale], { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
