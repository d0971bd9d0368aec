import type { Day } from '@/lib/day'
import type { Relation } from '@/lib/follow-up'
import { placeOf, type Span, yearsIn } from '@/lib/series'

/** A follow-up as a dot below the line, which links to `href` where it has one. */
export type StepDot = { key: string; on: Day; relation: Relation; label?: string; href?: string }

/** Heights in pixels. */
const DOTS = 16
const YEARS = 18
/** A year that takes less than this percentage of the width has no room for its label. */
const NARROW_YEAR = 9

/** Follow-ups as dots, and the years. The line's title and the lists beside it say the same in words. */
export function StepsFoot({ dots, span }: { dots: StepDot[]; span: Span }) {
  const room = dots.length > 0 ? DOTS : 0
  const inOrder = [...dots].sort((a, b) => Number(a.relation === 'DIRECT') - Number(b.relation === 'DIRECT'))
  return (
    <svg aria-hidden width="100%" height={room + YEARS} className="block overflow-visible text-ink-soft">
      {inOrder.map((dot) =>
        dot.href ? (
          <a key={dot.key} href={dot.href} tabIndex={-1}>
            <Dot dot={dot} span={span} />
          </a>
        ) : (
          <Dot key={dot.key} dot={dot} span={span} />
        ),
      )}
      {yearsIn(span)
        .filter(({ from, to }) => to - from >= NARROW_YEAR)
        .map(({ year, from, to }) => (
          <text
            key={year}
            x={`${(from + to) / 2}%`}
            y={room + 14}
            textAnchor="middle"
            fontSize="12"
            fill="currentColor"
            className="tabular-nums"
          >
            {year}
          </text>
        ))}
    </svg>
  )
}

function Dot({ dot: { on, relation, label }, span }: { dot: StepDot; span: Span }) {
  const direct = relation === 'DIRECT'
  return (
    <circle
      cx={`${placeOf(on, span)}%`}
      cy={DOTS / 2 + 1}
      r="4"
      fill={direct ? 'var(--ink)' : 'var(--surface)'}
      stroke={direct ? 'var(--surface)' : 'var(--ink-soft)'}
      strokeWidth={direct ? 1 : 1.5}
      data-dot={relation}
    >
      {label && <title>{label}</title>}
    </circle>
  )
}
