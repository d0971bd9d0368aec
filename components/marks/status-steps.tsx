import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { type StepDot, StepsFoot } from '@/components/marks/steps-foot'
import { useStepWords } from '@/components/marks/use-step-words'
import { type Day, nextDay } from '@/lib/day'
import { LEVEL, placeOf, type Span, type Step, yearsIn } from '@/lib/series'
import { isHalted, type StatusKey } from '@/lib/status'

/** Heights in pixels; all that is horizontal is a percentage of the width. */
const SIZES = { small: { top: 5, rise: 13, foot: 9 }, large: { top: 8, rise: 26, foot: 16 } }

/**
 * One commitment's status over time: a line that rises with its status, over an area in the status's colour; hatched
 * and dashed where the item was halted. Drawn on the server, legible without colour, described by its title.
 */
export function StatusSteps({
  steps,
  span,
  compiledUntil,
  label,
  dots = [],
  size = 'small',
}: {
  steps: Step[]
  span: Span
  /** Later days are shaded: follow-ups were not looked for there. */
  compiledUntil: Day
  /** What the line is of. */
  label: string
  dots?: StepDot[]
  size?: keyof typeof SIZES
}) {
  const t = useTranslations('domains')
  const inWords = useStepWords()
  const hatch = useId()
  const { top, rise, foot } = SIZES[size]
  const height = top + 3 * rise + foot
  const at = (day: Day) => `${placeOf(day, span)}%`
  const heightOf = (status: StatusKey) => top + (3 - LEVEL[status]) * rise
  const years = yearsIn(span)

  return (
    <div className="px-2">
      <svg
        role="img"
        width="100%"
        height={height}
        className="block overflow-visible"
        data-steps={steps.length}
        aria-label={t('lineOf', { label, steps: steps.map(inWords).join(t('stepSeparator')) || t('noSteps') })}
      >
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="1.5" height="5" fill="var(--hatch)" fillOpacity="0.7" />
          </pattern>
        </defs>
        <Unsearched span={span} compiledUntil={compiledUntil} height={height} />
        {years.map(({ year, from }) => (
          <line key={year} x1={`${from}%`} x2={`${from}%`} y1="0" y2={height} stroke="var(--line)" />
        ))}
        {size === 'large' &&
          [0, 1, 2, 3].map((level) => (
            <line
              key={level}
              x1="0"
              x2="100%"
              y1={top + level * rise}
              y2={top + level * rise}
              stroke="var(--line)"
              strokeDasharray="2 4"
            />
          ))}
        {steps.map((step) => {
          const [x, y, halted] = [at(step.from), heightOf(step.status), isHalted(step.condition)]
          const width = `${placeOf(nextDay(step.until), span) - placeOf(step.from, span)}%`
          const area = { x, y, width, height: height - y }
          return (
            <g key={step.from} data-status={step.status} data-halted={halted || undefined}>
              <title>{inWords(step)}</title>
              <rect {...area} fill={`var(--status-${step.status})`} fillOpacity="0.35" />
              {halted && <rect {...area} fill={`url(#${hatch})`} />}
            </g>
          )
        })}
        {steps.slice(1).map((step, index) => (
          <line
            key={step.from}
            x1={at(step.from)}
            x2={at(step.from)}
            y1={heightOf(steps[index]?.status ?? step.status)}
            y2={heightOf(step.status)}
            stroke="var(--ink-soft)"
            strokeWidth="1.5"
          />
        ))}
        {steps.map((step) => {
          const y = heightOf(step.status)
          const ends = { x1: at(step.from), x2: at(nextDay(step.until)), y1: y, y2: y }
          const broken = isHalted(step.condition) ? '5 4' : step.status === 'NO_RECORD' ? '1.5 4' : undefined
          return (
            <g key={step.from} pointerEvents="none">
              <line {...ends} stroke="var(--ink-soft)" strokeWidth="5" strokeDasharray={broken} />
              {!broken && <line {...ends} stroke={`var(--status-${step.status})`} strokeWidth="3" />}
            </g>
          )
        })}
        <line x1="0" x2="100%" y1={height} y2={height} stroke="var(--line-strong)" />
      </svg>
      <StepsFoot dots={dots} span={span} />
    </div>
  )
}

/** Shades the days after the last one for which follow-ups were looked for. */
function Unsearched({ span, compiledUntil, height }: { span: Span; compiledUntil: Day; height: number }) {
  if (compiledUntil >= span.last) return null
  const from = placeOf(nextDay(compiledUntil), span)
  return <rect x={`${from}%`} y="0" width={`${100 - from}%`} height={height} fill="var(--sunken)" />
}
