import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { StatusBadge } from '@/components/marks/status-badge'
import { ItemLink } from '@/components/overview/item-link'
import type { CommitmentItem } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import { changed, type Filter } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import type { WorkingFields } from '@/lib/plan'

/** A reason for a closer look, the first few commitments it applies to, and how many there are in all. */
export type Concern = {
  key: 'halted' | 'noRecord' | 'quiet'
  count: number
  items: CommitmentItem[]
  parts: Partial<Filter>
}

/** What needs attention: suspended, stalled or reversed; without a public record; quiet. Each leads to its rows. */
export function AttentionList({
  concerns,
  filter,
  plans,
}: {
  concerns: Concern[]
  filter: Filter
  /** Working fields by ref, where the reader may know them. */
  plans: ReadonlyMap<string, Pick<WorkingFields, 'reviewedOn'>>
}) {
  const t = useTranslations('attention')
  const locale = useLocale()
  return (
    <section aria-labelledby="attention" className="panel p-4 sm:p-6">
      <h2 id="attention" className="mb-3 font-semibold text-xl">
        {t('title')}
      </h2>
      <div className="space-y-5">
        {concerns.map(({ key, count, items, parts }) => (
          <div key={key} data-concern={key}>
            <h3 className="font-semibold">
              {t(`${key}.label`)}{' '}
              <Link href={tablePath(locale, changed(filter, parts))} prefetch={false} className="tabular-nums">
                {count}
              </Link>
            </h3>
            <p className="text-ink-soft text-sm">{t(`${key}.definition`)}</p>
            <ul className="mt-1">
              {items.map((item) => (
                <li key={item.ref} className="flex flex-wrap items-baseline gap-x-3 py-0.5">
                  <ItemLink item={item} asOf={filter.asOf} />
                  {key === 'halted' && (
                    <span className="text-sm">
                      <StatusBadge status={item.status} condition={item.condition} />
                    </span>
                  )}
                  {key === 'quiet' && <Reviewed on={plans.get(item.ref)?.reviewedOn ?? null} />}
                </li>
              ))}
            </ul>
            {count > items.length && (
              <Link href={tablePath(locale, changed(filter, parts))} prefetch={false} className="text-sm">
                {t('more', { count: count - items.length })}
              </Link>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}

/** When the desk last looked. The commitment stays quiet: only a follow-up ends that. */
function Reviewed({ on }: { on: Day | null }) {
  const t = useTranslations('table')
  const locale = useLocale()
  if (on === null) return null
  return (
    <span className="text-ink-soft text-sm">
      {t.rich('reviewedOn', { day: () => <DayText on={on} locale={locale} /> })}
    </span>
  )
}
