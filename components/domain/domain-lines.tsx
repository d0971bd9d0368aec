import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { StatusBadge } from '@/components/marks/status-badge'
import { StatusSteps } from '@/components/marks/status-steps'
import { StepsLegend } from '@/components/marks/steps-legend'
import { StepsTable } from '@/components/marks/steps-table'
import type { CommitmentItem } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import type { Filter } from '@/lib/filter'
import { inLanguage } from '@/lib/locale'
import { itemInViewPath } from '@/lib/paths'
import { type History, type Span, stepsOf } from '@/lib/series'

/** Small multiples: the status of each commitment over time, all on the same days and heights. */
export function DomainLines({
  items,
  histories,
  span,
  compiledUntil,
  filter,
}: {
  items: CommitmentItem[]
  histories: ReadonlyMap<string, History>
  span: Span
  compiledUntil: Day
  filter: Filter
}) {
  const t = useTranslations('domains')
  const locale = useLocale()
  const lines = items.map((item) => {
    const { assessments, followUps } = histories.get(item.ref) ?? { assessments: [], followUps: [] }
    return {
      item,
      ref: item.ref,
      label: inLanguage(locale, item.titleZh, item.titleEn),
      href: itemInViewPath(locale, item.ref, filter),
      steps: stepsOf(assessments, span.last),
      dots: followUps,
    }
  })
  return (
    <section aria-labelledby="lines" className="panel p-4 sm:p-6">
      <h2 id="lines" className="font-semibold text-xl">
        {t('overTime')}
      </h2>
      <p className="mt-1 max-w-prose text-ink-soft">{t('linesNote')}</p>
      <StepsLegend
        steps={lines.flatMap((line) => line.steps)}
        dots={lines.flatMap((line) => line.dots)}
        compiledUntil={compiledUntil}
        day={span.last}
      />
      <ul className="mt-6 grid gap-x-8 gap-y-7 sm:grid-cols-2 xl:grid-cols-3">
        {lines.map(({ item, ref, label, href, steps, dots }) => (
          <li key={ref} data-line={ref} className="flex min-w-0 flex-col break-inside-avoid">
            <h3 className="font-medium leading-snug">
              <span className="mr-1.5 whitespace-nowrap font-normal text-ink-soft text-sm tabular-nums">{ref}</span>
              <Link href={href} prefetch={false} className="text-ink no-underline hover:text-accent hover:underline">
                {label}
              </Link>
            </h3>
            <p className="mt-0.5 mb-2 text-sm">
              <StatusBadge status={item.status} condition={item.condition} />
            </p>
            <div className="-mx-2 mt-auto">
              <StatusSteps steps={steps} span={span} compiledUntil={compiledUntil} label={label} dots={dots} />
            </div>
          </li>
        ))}
      </ul>
      <StepsTable lines={lines} />
    </section>
  )
}
