import { useLocale, useTranslations } from 'next-intl'
import { nameOf, totalOf } from '@/components/domain/month-words'
import type { FollowUpMonth } from '@/lib/series'

const HEIGHT = 128
/** A year that takes less than this percentage of the width has no room for its label. */
const NARROW_YEAR = 9

/** One bar per month on a scale of `most` follow-ups, with the years below. `label` describes them to screen readers. */
export function MonthBars({ months, most, label }: { months: FollowUpMonth[]; most: number; label: string }) {
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

/** The years of these months, with where each begins and ends among them, in per cent. */
const yearsOf = (months: FollowUpMonth[]) =>
  [...new Set(months.map(({ month }) => month.slice(0, 4)))].map((year) => {
    const first = months.findIndex(({ month }) => month.startsWith(year))
    const count = months.filter(({ month }) => month.startsWith(year)).length
    return { year, from: (100 * first) / months.length, to: (100 * (first + count)) / months.length }
  })
