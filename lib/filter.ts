import { ITEM_FIELDS, type ItemField } from '@/lib/commitment'
import { type Day, isDay } from '@/lib/day'
import { CONDITIONS, type CommitmentType, type Condition, STATUS_KEYS, type StatusKey, TYPES } from '@/lib/status'

/**
 * What is asked of the ledger: one filter for table, counts, charts and API. It comes from a URL through `parseFilter`,
 * goes back into one through `toQuery`, and becomes SQL in lib/db/filter-sql.ts and nowhere else.
 */
export type Filter = Facets & {
  /** Text to find in titles and quotes, as typed; null for none. */
  q: string | null
  /** First key first; the source's own order breaks ties. */
  sort: SortKey[]
  /** From 1. */
  page: number
  pageSize: number
  asOf: Day
  groupBy: Grouping | null
  /** Only those of which nothing was recorded for longer than their review interval (lib/commitment.ts, quietFor). */
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

export const PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 500

/** What the URL is read against: the slugs the ledger knows, and the day it is. */
export type Known = { agreements: readonly string[]; domains: readonly string[]; today: Day }

export type ProblemReason =
  | 'unknownParameter'
  | 'repeated'
  | 'empty'
  | 'malformed'
  | 'notAValue'
  | 'inFuture'
  | 'outOfRange'

/** Why a parameter was not understood. The reason names a sentence under `errors` in messages/. */
export type Problem = { field: string; reason: ProblemReason; value: string; allowed: string }

export const unfiltered = (today: Day): Filter => ({
  agreement: [],
  domain: [],
  type: [],
  status: [],
  condition: [],
  q: null,
  sort: [],
  page: 1,
  pageSize: PAGE_SIZE,
  asOf: today,
  groupBy: null,
  quiet: false,
})

/**
 * Reads the parameters this view `accepts`. What is not understood is left at its default and listed as a problem:
 * the API refuses the first, a page names them all and goes on.
 */
export function parseFilter(
  params: URLSearchParams,
  known: Known,
  accepts: readonly Parameter[] = PARAMETERS,
): { filter: Filter; problems: Problem[] } {
  const filter = unfiltered(known.today)
  const problems: Problem[] = []
  for (const field of new Set(params.keys())) {
    const values = params.getAll(field)
    const value = values[0] ?? ''
    const refuse = (reason: ProblemReason, allowed: readonly unknown[] = []) =>
      problems.push({ field: shortened(field), reason, value: shortened(value), allowed: allowed.join(', ') })

    if (!accepts.some((name) => name === field)) refuse('unknownParameter', accepts)
    else if (values.length > 1) refuse('repeated')
    else if (value.trim() === '') refuse('empty')
    else readers[field as Parameter](value, filter, known, refuse)
  }
  return { filter, problems }
}

type Refuse = (reason: ProblemReason, allowed?: readonly unknown[]) => void
type Reader = (value: string, filter: Filter, known: Known, refuse: Refuse) => void

const facet =
  <F extends keyof Facets>(name: F, allowed: (known: Known) => readonly Facets[F][number][]): Reader =>
  (value, filter, known, refuse) => {
    const given = value.split(',')
    const accepted = allowed(known)
    const isAccepted = (one: string): one is Facets[F][number] => accepted.some((other) => other === one)
    if (given.some((one) => one === '')) refuse('malformed')
    else if (given.every(isAccepted)) (filter[name] as Facets[F][number][]) = [...new Set(given as Facets[F])]
    else refuse('notAValue', accepted)
  }

const wholeNumber =
  (name: 'page' | 'pageSize', most: number): Reader =>
  (value, filter, _, refuse) => {
    if (!/^[1-9]\d*$/.test(value)) refuse('malformed')
    else if (Number(value) > most) refuse('outOfRange', [`1–${most}`])
    else filter[name] = Number(value)
  }

const readers: Record<Parameter, Reader> = {
  agreement: facet('agreement', (known) => known.agreements),
  domain: facet('domain', (known) => known.domains),
  type: facet('type', () => TYPES),
  status: facet('status', () => STATUS_KEYS),
  condition: facet('condition', () => CONDITIONS),
  q: (value, filter, _, refuse) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL text cannot hold NUL, and no title holds the others
    if (/[\u0000-\u0008\u000e-\u001f]/.test(value) || !value.isWellFormed()) refuse('malformed')
    else filter.q = value.trim()
  },
  sort: (value, filter, _, refuse) => {
    const keys = value.split(',').map((key) => ({ field: key.replace(/^-/, ''), descending: key.startsWith('-') }))
    const isKey = (key: { field: string; descending: boolean }): key is SortKey =>
      ITEM_FIELDS.some((field) => field === key.field)
    if (!keys.every(isKey)) refuse('notAValue', ITEM_FIELDS)
    else if (new Set(keys.map((key) => key.field)).size < keys.length) refuse('malformed')
    else filter.sort = keys
  },
  page: wholeNumber('page', 1e15),
  pageSize: wholeNumber('pageSize', MAX_PAGE_SIZE),
  asOf: (value, filter, known, refuse) => {
    if (!isDay(value)) refuse('malformed')
    else if (value > known.today) refuse('inFuture', [known.today])
    else filter.asOf = value
  },
  groupBy: (value, filter, _, refuse) => {
    const grouping = GROUPINGS.find((name) => name === value)
    if (grouping) filter.groupBy = grouping
    else refuse('notAValue', GROUPINGS)
  },
  quiet: (value, filter, _, refuse) => {
    if (value === 'yes') filter.quiet = true
    else refuse('notAValue', ['yes'])
  },
}

export const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** The query of this view (`''`, or from `?` on): each parameter once, in one order, defaults left out. */
export function toQuery(filter: Filter, today: Day): string {
  const text = (name: Parameter): string => {
    if (name === 'sort') return sortText(filter.sort)
    if (name === 'page') return filter.page === 1 ? '' : String(filter.page)
    if (name === 'pageSize') return filter.pageSize === PAGE_SIZE ? '' : String(filter.pageSize)
    if (name === 'quiet') return filter.quiet ? 'yes' : ''
    if (name === 'asOf') return filter.asOf === today ? '' : filter.asOf
    if (name === 'q' || name === 'groupBy') return filter[name] ?? ''
    return filter[name].join(',')
  }
  const given = PARAMETERS.map((name) => [name, text(name)] as const).filter(([, value]) => value !== '')
  // A comma needs no escape in a query, and these links are read and pasted by people.
  return given.length ? `?${new URLSearchParams(given.map((pair) => [...pair])).toString().replaceAll('%2C', ',')}` : ''
}

/** The filter with some parts changed, back on its first page. */
export const changed = (filter: Filter, parts: Partial<Filter>): Filter => ({ ...filter, page: 1, ...parts })

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
