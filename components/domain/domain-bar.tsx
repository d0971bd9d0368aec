import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { isHalted, STATUS_KEYS } from '@/lib/status'
import { type Cell, countOf } from '@/lib/summary'

/** A domain's commitments by status as one bar, on a scale of `most` commitments; hatched where they are halted. */
export function DomainBar({ cells, most, label }: { cells: readonly Cell[]; most: number; label: string }) {
  const t = useTranslations()
  const hatch = useId()
  const parts = STATUS_KEYS.flatMap((status) =>
    [false, true].map((halted) => ({
      status,
      halted,
      count: countOf(cells.filter((cell) => cell.status === status && isHalted(cell.condition) === halted)),
    })),
  ).filter((part) => part.count > 0)
  const inWords = parts.map(({ status, halted, count }) =>
    t(halted ? 'domains.partHalted' : 'domains.part', { status: t(`status.${status}.label`), count }),
  )
  let before = 0
  return (
    <svg
      role="img"
      aria-label={t('domains.barOf', { label, parts: inWords.join(t('domains.stepSeparator')) })}
      width="100%"
      height="22"
      className="block overflow-visible"
    >
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.6" height="5" fill="var(--hatch)" fillOpacity="0.75" />
        </pattern>
      </defs>
      {parts.map(({ status, halted, count }, index) => {
        const box = { x: `${(100 * before) / most}%`, width: `${(100 * count) / most}%`, y: 1, height: 20 }
        before += count
        return (
          <g key={`${status} ${halted}`}>
            <title>{inWords[index]}</title>
            <rect {...box} fill={`var(--status-${status})`} stroke="var(--surface)" />
            {halted && <rect {...box} fill={`url(#${hatch})`} />}
          </g>
        )
      })}
    </svg>
  )
}
