import type { ItemField } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import type { CommitmentType, Condition, StatusKey } from '@/lib/status'

/**
 * What is asked of the ledger: one filter for table, counts, charts and API. It comes from a URL through
 * lib/parse-filter.ts, goes back into one through `toQuery`, and becomes SQL in lib/db/filter-sql.ts and nowhere else.
 */
export type Filter = Facets & {
  /** Text to find in titles and quotes, as typed; null for none. */
  q: string | null
  /** First key first; the source's own order breaks ties. */
  sort: SortKey[]
  /** From 1. */
  page: number
  pageSize: number
  /** The past day that is asked about; null is today, whichever day that is. */
  asOf: Day | null
  groupBy: Grouping | null
  /** Keeps only commitments without a follow-up for longer than their review interval (quietFor in lib/commitment.ts). */
  quiet: boolean
}

/** Each a list of accepted values; an empty one accepts all. */
export type Facets = {
  agreement: string[]
  domain: string[]
  type: CommitmentType[]
  status: StatusKey[]
  condition: Condition[]
}

export type SortKey = { field: ItemField; descending: boolean }

export const GROUPINGS = ['domain', 'status', 'type'] as const
export type Grouping = (typeof GROUPINGS)[number]

export const FACETS = ['agreement', 'domain', 'type', 'status', 'condition'] as const
export const PARAMETERS = [...FACETS, 'q', 'sort', 'page', 'pageSize', 'asOf', 'groupBy', 'quiet'] as const
export type Parameter = (typeof PARAMETERS)[number]

/** Of the text that is searched for; the longest title is shorter. */
export const LONGEST_SEARCH = 200
export const PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 500

/** The whole ledger as it is today. */
export const UNFILTERED: Filter = {
  agreement: [],
  domain: [],
  type: [],
  status: [],
  condition: [],
  q: null,
  sort: [],
  page: 1,
  pageSize: PAGE_SIZE,
  asOf: null,
  groupBy: null,
  quiet: false,
}

/** Clears everything that narrows a filter, and keeps its day, order and grouping. */
export const NO_FILTER = {
  quiet: false,
  q: null,
  agreement: [],
  domain: [],
  type: [],
  status: [],
  condition: [],
} satisfies Partial<Filter>

/** The query of this view (`''`, or from `?` on): each parameter once, in one order, defaults left out. */
export function toQuery(filter: Filter): string {
  const text = (name: Parameter): string => {
    if (name === 'sort') return sortText(filter.sort)
    if (name === 'page') return filter.page === 1 ? '' : String(filter.page)
    if (name === 'pageSize') return filter.pageSize === PAGE_SIZE ? '' : String(filter.pageSize)
    if (name === 'quiet') return filter.quiet ? 'yes' : ''
    if (name === 'q' || name === 'asOf' || name === 'groupBy') return filter[name] ?? ''
    return filter[name].join(',')
  }
  const given = PARAMETERS.map((name) => [name, text(name)] as const).filter(([, value]) => value !== '')
  // A comma needs no escape in a query, and people read and paste these links.
  return given.length ? `?${new URLSearchParams(given.map((pair) => [...pair])).toString().replaceAll('%2C', ',')}` : ''
}

/** The day a filter asks about, given the day it is. */
export const dayAsked = ({ asOf }: Pick<Filter, 'asOf'>, today: Day): Day => asOf ?? today

/** The filter with some parts changed, back on its first page. */
export const changed = (filter: Filter, parts: Partial<Filter>): Filter => ({ ...filter, page: 1, ...parts })

/** The filter with a facet's value added, or removed where it was chosen; back on its first page. */
export function toggledFacet(filter: Filter, facet: keyof Facets, value: string): Filter {
  const values: string[] = filter[facet]
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value]
  return changed(filter, { [facet]: next })
}

/** A sort as the URL says it: `-progress,ref`. */
export const sortText = (sort: readonly SortKey[]): string =>
  sort.map((key) => (key.descending ? '-' : '') + key.field).join(',')

/** The sort after a press on a column: ascending, descending, none; alone, or (`added`) as a further key. */
export function sortAfterPress(sort: readonly SortKey[], field: ItemField, added: boolean): SortKey[] {
  const current = sort.find((key) => key.field === field)
  const next = !current ? { field, descending: false } : current.descending ? null : { field, descending: true }
  if (!added) return next ? [next] : []
  if (!current) return next ? [...sort, next] : [...sort]
  return sort.flatMap((key) => (key.field !== field ? [key] : next ? [next] : []))
}

/** Text in the form in which it is searched: full-width and half-width, capital and small letters are alike. */
export const searchable = (text: string): string => text.normalize('NFKC').toLowerCase()
