import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { changed, type Filter } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import type { StatusKey } from '@/lib/status'
import type { Summary } from '@/lib/summary'

/** Statuses in which at least a first step is on record. */
const WITH_PROGRESS: StatusKey[] = ['INITIATED', 'UNDERWAY', 'FULFILLED']

/** The counts that the method allows as headlines: always k of n, each a link to the rows it counts. */
export function CountCards({ summary, filter }: { summary: Summary; filter: Filter }) {
  const t = useTranslations('dashboard')
  const locale = useLocale()
  const { total, scored, byStatus, byCondition } = summary
  const sum = (keys: StatusKey[]) => keys.reduce((count, key) => count + byStatus[key], 0)
  const ofScored = t('ofScored', { n: scored })
  const ofAll = t('ofAll', { n: total })
  const cards: { label: string; count: number; of: string; parts: Partial<Filter> }[] = [
    { label: t('fulfilled'), count: byStatus.FULFILLED, of: ofScored, parts: { status: ['FULFILLED'] } },
    { label: t('anyProgress'), count: sum(WITH_PROGRESS), of: ofScored, parts: { status: WITH_PROGRESS } },
    { label: t('suspended'), count: byCondition.SUSPENDED, of: ofAll, parts: { condition: ['SUSPENDED'] } },
    { label: t('noRecord'), count: byStatus.NO_RECORD, of: ofScored, parts: { status: ['NO_RECORD'] } },
    { label: t('declaratory'), count: total - scored, of: ofAll, parts: { type: ['PRINCIPLE'] } },
  ]
  return (
    <section aria-labelledby="counts" className="mb-6">
      <h2 id="counts" className="sr-only">
        {t('counts')}
      </h2>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        {cards.map(({ label, count, of, parts }) => (
          <li key={label}>
            <Link
              href={tablePath(locale, changed(filter, parts))}
              prefetch={false}
              className="panel block h-full px-4 py-3 text-ink no-underline hover:border-accent hover:no-underline"
            >
              <span className="font-semibold text-3xl tabular-nums">{count}</span>{' '}
              <span className="text-ink-soft text-sm">{of}</span>
              <span className="block leading-snug">{label}</span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-soft text-sm">{t('scoredNote')}</p>
    </section>
  )
}
