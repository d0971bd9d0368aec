import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CountedLink } from '@/components/marks/counted-link'
import { StatusSwatch } from '@/components/marks/status-badge'
import { changed, type Filter } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import { CONDITIONS, isHalted, STATUS_KEYS, type StatusKey, TYPES } from '@/lib/status'
import { type Cell, countOf, summaryOf } from '@/lib/summary'

/** Statuses that are listed even where no item has them: the steps from agreed to fulfilled. */
const ALWAYS: readonly StatusKey[] = ['AGREED', 'INITIATED', 'UNDERWAY', 'FULFILLED']

type Row = { key: string; label: string; mark?: ReactNode; count: number; n: number; parts: Partial<Filter> }

/** How many of a domain's commitments have each status, condition and type: always k of n, each a link to those rows. */
export function DomainCounts({ cells, filter }: { cells: Cell[]; filter: Filter }) {
  const t = useTranslations()
  const { total, scored, byStatus, byCondition } = summaryOf(cells)
  const statuses: Row[] = STATUS_KEYS.filter(
    (status) => byStatus[status] > 0 || (scored > 0 && ALWAYS.includes(status)),
  ).map((status) => ({
    key: status,
    label: t(`status.${status}.label`),
    mark: <StatusSwatch status={status} />,
    count: byStatus[status],
    n: status === 'DECLARATORY' || status === 'UNASSESSED' ? total : scored,
    parts: { status: [status] },
  }))
  const conditions: Row[] = CONDITIONS.filter((condition) => byCondition[condition] > 0).map((condition) => ({
    key: condition,
    label: t(`condition.${condition}.label`),
    mark: isHalted(condition) ? <StatusSwatch status="UNASSESSED" hatched /> : undefined,
    count: byCondition[condition],
    n: total,
    parts: { condition: [condition] },
  }))
  const types: Row[] = TYPES.map((type) => ({
    key: type,
    label: t(`type.${type}.label`),
    count: countOf(cells.filter((cell) => cell.type === type)),
    n: total,
    parts: { type: [type] },
  })).filter((row) => row.count > 0)

  return (
    <section aria-labelledby="counts" className="panel p-4 sm:p-6">
      <h2 id="counts" className="font-semibold text-xl">
        {t('domains.counts')}
      </h2>
      <div className="mt-4 grid gap-x-10 gap-y-6 md:grid-cols-3">
        <Counts name={t('domains.byStatus')} rows={statuses} filter={filter} />
        <Counts name={t('domains.byCondition')} rows={conditions} filter={filter} />
        <Counts name={t('domains.byType')} rows={types} filter={filter} />
      </div>
      {total > scored && scored > 0 && <p className="mt-4 text-ink-soft text-sm">{t('dashboard.scoredNote')}</p>}
    </section>
  )
}

function Counts({ name, rows, filter }: { name: string; rows: Row[]; filter: Filter }) {
  const t = useTranslations('domains')
  const locale = useLocale()
  return (
    <div className="break-inside-avoid">
      <h3 className="mb-1 font-semibold text-ink-soft text-sm">{name}</h3>
      <ul>
        {rows.map(({ key, label, mark, count, n, parts }) => (
          <li
            key={key}
            data-count={key}
            className="flex items-baseline gap-x-2 border-line border-b py-1.5 last:border-0"
          >
            <span className="flex grow items-center gap-1.5">
              {mark}
              {label}
            </span>
            <span className="font-semibold text-lg leading-none">
              <CountedLink count={count} name={label} href={tablePath(locale, changed(filter, parts))} />
            </span>
            <span className="min-w-14 whitespace-nowrap text-ink-soft text-sm">{t('of', { n })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
