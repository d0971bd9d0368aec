/**
 * How a reader likes tables laid out: which columns, which of them stay in sight, how close the rows. It is a taste, not
 * a view, and so no part of the address: a cookie keeps it, so that the first paint already has it.
 */
export type TableLayout = { hidden: ColumnId[]; pinned: ColumnId[]; density: Density }

export const LAYOUT_COOKIE = 'table'

/** In their order; the first is always there, and always in sight. */
export const COLUMN_IDS = [
  'ref',
  'title',
  'domain',
  'type',
  'status',
  'progress',
  'confidence',
  'lastFollowUpOn',
  'nextStep',
] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

export const DENSITIES = ['comfortable', 'compact'] as const
export type Density = (typeof DENSITIES)[number]

export const DEFAULT_LAYOUT: TableLayout = { hidden: [], pinned: [], density: 'comfortable' }

/** A row says nothing without these. */
export const canHide = (column: ColumnId): boolean => column !== 'ref' && column !== 'title'
export const canPin = (column: ColumnId): boolean => column !== 'ref'

/** Reads the cookie. What it does not know, such as a column of another version, it leaves out. */
export function parseTableLayout(text: string | undefined): TableLayout {
  const given = new URLSearchParams(text)
  const columns = (name: string, allowed: (column: ColumnId) => boolean) => {
    const named = given.get(name)?.split('.') ?? []
    return COLUMN_IDS.filter((column) => named.includes(column) && allowed(column))
  }
  return {
    hidden: columns('hidden', canHide),
    pinned: columns('pinned', canPin),
    density: DENSITIES.find((density) => density === given.get('density')) ?? DEFAULT_LAYOUT.density,
  }
}

export const tableLayoutText = ({ hidden, pinned, density }: TableLayout): string =>
  new URLSearchParams({ hidden: hidden.join('.'), pinned: pinned.join('.'), density }).toString()

/** The column in the list where it was not, out of it where it was. */
export const toggled = (columns: readonly ColumnId[], column: ColumnId): ColumnId[] =>
  columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column]
