'use client'

import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import type { ChartRow } from '@/components/overview/chart-row'

const StackedBars = dynamic(() => import('@/components/overview/stacked-bars').then((module) => module.StackedBars), {
  ssr: false,
})

const ROW_HEIGHT = 56
const LINE_HEIGHT = 16
const AXIS_HEIGHT = 32

/** Room for the names beside the bars, in px: on a phone, and on wider screens. */
const NAMES = { narrow: 124, wide: 200 }

/** Estimates the width of a name: 13 px for a Chinese character, a little over half of that for any other. */
const widthOf = (name: string) =>
  [...name].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 13 : 7.5), 0)

/** The height at which every name fits beside its bar, with some allowance for lines that break early. */
function heightOf(rows: ChartRow[], names: number): number {
  const lines = Math.max(0, ...rows.map(({ label }) => Math.ceil((1.3 * widthOf(label)) / names)))
  return rows.length * Math.max(ROW_HEIGHT, lines * LINE_HEIGHT + 8) + AXIS_HEIGHT
}

/**
 * Reserves room for the bars from the first paint, so that nothing moves when they load. The chart itself is hidden from
 * screen readers and the keyboard: the table beside it has the same numbers with the same links.
 */
export function StatusChart({ rows, shares, pending }: { rows: ChartRow[]; shares: boolean; pending: string }) {
  const [box, isSeen] = useSeen<HTMLDivElement>()
  const longest = Math.max(0, ...rows.map(({ label }) => widthOf(label)))
  const names = { narrow: NAMES.narrow, wide: Math.min(NAMES.wide, Math.max(NAMES.narrow, longest)) }
  const heights = { '--narrow': `${heightOf(rows, names.narrow)}px`, '--wide': `${heightOf(rows, names.wide)}px` }
  return (
    <div
      ref={box}
      aria-hidden
      className="relative h-(--narrow) min-w-0 overflow-hidden sm:h-(--wide) print:hidden"
      style={heights as object}
      data-chart="status-by-domain"
    >
      <noscript>{pending}</noscript>
      {isSeen && <StackedBars rows={rows} shares={shares} names={names} />}
    </div>
  )
}

/** Whether an element has scrolled into view. On a phone the chart costs more than the rest of the page, and may never be seen. */
function useSeen<E extends Element>() {
  const box = useRef<E>(null)
  const [isSeen, setIsSeen] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setIsSeen(true)
    })
    if (box.current) observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  return [box, isSeen] as const
}
