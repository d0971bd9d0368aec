'use client'

import Link from 'next/link'
import { Bar, BarChart, type BarShapeProps, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { ChartRow, LinkedSegment } from '@/components/chart-row'
import { STATUS_KEYS } from '@/lib/status'

/** Every part a bar can have, in the order in which they stack. */
const PARTS = STATUS_KEYS.flatMap((status) => [false, true].map((halted) => ({ status, halted })))

const partOf = (row: ChartRow, { status, halted }: (typeof PARTS)[number]): LinkedSegment | undefined =>
  row.segments.find((segment) => segment.status === status && segment.halted === halted)

/** One bar a row, one linked part a segment. */
export function StackedBars({ rows, shares }: { rows: ChartRow[]; shares: boolean }) {
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
        <YAxis
          type="category"
          dataKey="label"
          width={132}
          interval={0}
          stroke="var(--line-strong)"
          tickLine={false}
          tick={{ fill: 'var(--ink)', fontSize: 13 }}
        />
        {PARTS.map((part) => (
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
