import { useLocale, useTranslations } from 'next-intl'
import { CountedLink } from '@/components/marks/counted-link'
import { changed, type Filter } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import { HALTED, isHalted, type StatusKey } from '@/lib/status'
import { type Cell, countOf } from '@/lib/summary'

/** The numbers of one row of the comparison: by status, halted, and all. */
export function DomainComparisonCounts({
  label,
  own,
  shown,
  filter,
}: {
  label: string
  own: Cell[]
  shown: StatusKey[]
  filter: Filter
}) {
  const t = useTranslations()
  const locale = useLocale()
  const href = (parts: Partial<Filter>) => tablePath(locale, changed(filter, parts))
  const named = (what: string) => t('domains.countOf', { label, what })
  const halted = countOf(own.filter((cell) => isHalted(cell.condition)))
  return (
    <>
      {shown.map((status) => {
        const count = countOf(own.filter((cell) => cell.status === status))
        return (
          <td key={status} className="px-2 py-3 text-right tabular-nums">
            {count === 0 ? (
              <Nothing />
            ) : (
              <CountedLink count={count} name={named(t(`status.${status}.label`))} href={href({ status: [status] })} />
            )}
          </td>
        )
      })}
      <td className="px-2 py-3 text-right tabular-nums">
        {halted === 0 ? (
          <Nothing />
        ) : (
          <CountedLink count={halted} name={named(t('domains.halted'))} href={href({ condition: [...HALTED] })} />
        )}
      </td>
      <td className="px-3 py-3 text-right font-semibold tabular-nums">
        <CountedLink count={countOf(own)} name={label} href={href({})} />
      </td>
    </>
  )
}

function Nothing() {
  return <span className="px-1 text-ink-soft">0</span>
}
