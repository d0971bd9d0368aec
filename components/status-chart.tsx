'use client'

import dynamic from 'next/dynamic'
import type { ChartRow } from '@/components/chart-row'

const StackedBars = dynamic(() => import('@/components/stacked-bars').then((module) => module.StackedBars), {
  ssr: false,
})

const ROW_HEIGHT = 56
const AXIS_HEIGHT = 32

/**
 * Room for the bars from the first paint on, so that nothing moves when they come. The chart itself is hidden from
 * screen readers and the keyboard: the table beside it has the same numbers with the same links.
 */
export function StatusChart({ rows, shares, pending }: { rows: ChartRow[]; shares: boolean; pending: string }) {
  return (
    <div
      aria-hidden
      className="relative min-w-0 overflow-hidden print:hidden"
      style={{ height: rows.length * ROW_HEIGHT + AXIS_HEIGHT }}
      data-chart="status-by-domain"
    >
      <noscript>{pending}</noscript>
      <StackedBars rows={rows} shares={shares} />
    </div>
  )
}
