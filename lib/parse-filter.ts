import { ITEM_FIELDS } from '@/lib/commitment'
import { type Day, isDay } from '@/lib/day'
import {
  type Facets,
  type Filter,
  GROUPINGS,
  LONGEST_SEARCH,
  MAX_PAGE_SIZE,
  PARAMETERS,
  type Parameter,
  type SortKey,
  UNFILTERED,
} from '@/lib/filter'
import { parametersIn } from '@/lib/shared-address'
import { CONDITIONS, STATUS_KEYS, TYPES } from '@/lib/status'
import { shortened } from '@/lib/text'

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
  | 'searchTooLong'

/** Why a parameter was not understood. The reason names a sentence under `errors` in messages/. */
export type Problem = { field: string; reason: ProblemReason; value: string; allowed: string }

/**
 * Reads the parameters this view `accepts`, in one pass. What is not understood is left at its default and listed as a problem:
 * the API refuses the first, a page names them all and goes on.
 */
export function parseFilter(
  params: URLSearchParams,
  known: Known,
  accepts: readonly Parameter[] = PARAMETERS,
): { filter: Filter; problems: Problem[] } {
  const filter = { ...UNFILTERED }
  const problems: Problem[] = []
  for (const [field, values] of parametersIn(params)) {
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
    else if (value.trim().length > LONGEST_SEARCH) refuse('searchTooLong', [LONGEST_SEARCH])
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
    else filter.asOf = value === known.today ? null : value
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
