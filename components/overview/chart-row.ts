import type { Segment } from '@/lib/summary'

/** A bar of a chart, and a row of its table. */
export type ChartRow = { key: string; label: string; segments: LinkedSegment[] }

/** A part of a bar with its words, and the address of exactly the commitments it counts. */
export type LinkedSegment = Segment & { label: string; href: string }
