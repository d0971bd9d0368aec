'use client'

import Link from 'next/link'
import {
  Bar,
  BarChart,
  type BarShapeProps,
  ResponsiveContainer,
  useChartWidth,
  XAxis,
  YAxis,
  type YAxisTickContentProps,
} from 'recharts'
import type { ChartRow, LinkedSegment } from '@/components/overview/chart-row'
import { STATUS_KEYS } from '@/lib/status'

/** Every part a bar can have, in the order in which they stack. */
const PARTS = STATUS_KEYS.flatMap((status) => [false, true].map((halted) => ({ status, halted })))

const partOf = (row: ChartRow, { status, halted }: (typeof PARTS)[number]): LinkedSegment | undefined =>
  row.segments.find((segment) => segment.status === status && segment.halted === halted)

/** How much room the names beside the bars have, in px. */
type Names = { narrow: number; wide: number }

/** From this width of the chart on, names may be wide. Tailwind's `sm`, at which the height changes, is wider than this. */
const WIDE = 500
const GAP = 8

/** One bar per row, with a linked part per segment. */
export function StackedBars({ rows, shares, names }: { rows: ChartRow[]; shares: boolean; names: Names }) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        layout="vertical"
        data={rows}
        accessibilityLayer={false}
        stackOffset={shares ? 'expand' : 'none'}
        margin={{ top: 0, right: 12, bottom: 0, left: 0 }}
      >
        <defs>
          <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="1.6" height="5" fill="var(--hatch)" fillOpacity="0.75" />
          </pattern>
        </defs>
        <XAxis
          type="number"
          allowDecimals={shares}
          domain={[0, shares ? 1 : 'dataMax']}
          tickFormatter={shares ? (share: number) => `${Math.round(share * 100)}%` : undefined}
          height={32}
          stroke="var(--line-strong)"
          tick={{ fill: 'var(--ink-soft)', fontSize: 13 }}
        />
        <NameAxis names={names} />
        {PARTS.filter((part) => rows.some((row) => partOf(row, part))).map((part) => (
          <Bar
            key={`${part.status} ${part.halted}`}
            dataKey={(row: ChartRow) => partOf(row, part)?.count ?? 0}
            stackId="status"
            barSize={30}
            isAnimationActive={false}
            shape={(props: BarShapeProps) => (
              <LinkedPart {...props} segment={partOf(props.payload as ChartRow, part)} />
            )}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}

function NameAxis({ names }: { names: Names }) {
  const width = (useChartWidth() ?? 0) < WIDE ? names.narrow : names.wide
  return (
    <YAxis
      type="category"
      dataKey="label"
      width={width + GAP}
      interval={0}
      stroke="var(--line-strong)"
      tickLine={false}
      tick={(props: YAxisTickContentProps) => <Name {...props} width={width} />}
    />
  )
}

/** HTML, because SVG text does not wrap between Chinese characters. */
function Name({ y, width, height, visibleTicksCount, payload }: YAxisTickContentProps & { width: number }) {
  const room = Number(height) / visibleTicksCount
  return (
    <foreignObject x={0} y={Number(y) - room / 2} width={width} height={room}>
      <p className="flex h-full items-center justify-end text-right text-[13px] text-ink">
        <span data-name className="wrap-anywhere text-balance leading-4">
          {payload.value}
        </span>
      </p>
    </foreignObject>
  )
}

type Box = Pick<BarShapeProps, 'x' | 'y' | 'width' | 'height'>

function LinkedPart({ x, y, width, height, segment }: Box & { segment: LinkedSegment | undefined }) {
  if (!segment) return null
  const box = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) }
  return (
    <Link href={segment.href} prefetch={false} tabIndex={-1} data-count={segment.count} className="no-underline">
      <title>{segment.label}</title>
      <rect {...box} fill={`var(--status-${segment.status})`} stroke="var(--surface)" />
      {segment.halted && <rect {...box} fill="url(#hatch)" />}
      {box.width > 14 && (
        <text
          x={box.x + box.width / 2}
          y={box.y + box.height / 2}
          dominantBaseline="central"
          textAnchor="middle"
          fontSize="13"
          fontWeight="600"
          fill={`var(--on-status-${segment.status})`}
          // A halo keeps the figure readable on the hatching.
          stroke={segment.halted ? `var(--status-${segment.status})` : undefined}
          strokeWidth="4"
          paintOrder="stroke"
        >
          {segment.count}
        </text>
      )}
    </Link>
  )
}
