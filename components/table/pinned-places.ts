import type { CSSProperties } from 'react'
import { WIDTH } from '@/components/table/commitment-columns'
import type { ColumnId } from '@/lib/table-layout'

/** The class and style that keep a cell of a pinned column in place while the rows scroll sideways. */
export type Place = { className: string; style?: CSSProperties }

/** The place of each shown column, after those pinned before it. On a phone only the first is pinned. */
export function pinnedPlaces(shown: readonly ColumnId[], pinned: readonly ColumnId[]): (column: ColumnId) => Place {
  const last = pinned.filter((column) => shown.includes(column)).length - 1
  return (column) => {
    if (!pinned.includes(column)) return { className: '' }
    const index = shown.indexOf(column)
    const left = shown.slice(0, index).reduce((sum, before) => sum + WIDTH[before], 0)
    return {
      className: `${index === 0 ? 'sticky' : 'sm:sticky'} z-10 ${index === last ? 'pinned-edge' : ''} print:static`,
      style: { left: `${left}rem` },
    }
  }
}
