import type { ChangeKind } from '@/lib/change/change'
import { REF } from '@/lib/commitment'
import { type Day, isDay } from '@/lib/day'
import type { Problem, ProblemReason } from '@/lib/parse-filter'
import { parametersIn } from '@/lib/shared-address'
import { isWritten, shortened } from '@/lib/text'

/** What is asked of the record of changes. It comes from a URL, goes back into one, and becomes SQL in lib/db/changes/read.ts. */
export type ChangeFilter = {
  /** The ref of a commitment. */
  item: string | null
  /** Who did it, as the record names them (lib/change/change.ts). */
  actor: string | null
  /** Of all kinds where it is empty. */
  kind: ChangeKind[]
  /** Days in the ledger's time zone, both included. */
  from: Day | null
  to: Day | null
  /** Only changes of a lower number: where the page begins. */
  before: number | null
}

export const NO_CHANGE_FILTER: ChangeFilter = { item: null, actor: null, kind: [], from: null, to: null, before: null }

/** What the address of the record's page may ask for. */
export const CHANGE_PARAMETERS = ['item', 'actor', 'kind', 'from', 'to', 'before'] as const
type Parameter = (typeof CHANGE_PARAMETERS)[number]

type Refuse = (reason: ProblemReason, allowed?: readonly string[]) => null
type Known = { kinds: readonly ChangeKind[]; today: Day }
type Reader<P extends Parameter> = (value: string, known: Known, refuse: Refuse) => ChangeFilter[P] | null

const day = (value: string, { today }: Known, refuse: Refuse) => {
  if (!isDay(value)) return refuse('malformed')
  return value > today ? refuse('inFuture', [today]) : value
}

const readers: { [P in Parameter]: Reader<P> } = {
  item: (value, _, refuse) => (value.length <= 64 && REF.test(value) ? value : refuse('malformed')),
  actor: (value, _, refuse) => (value.length <= 100 && isWritten(value) ? value : refuse('malformed')),
  kind: (value, { kinds }, refuse) => {
    const given = value.split(',')
    const chosen = kinds.filter((kind) => given.includes(kind))
    return chosen.length === new Set(given).size ? chosen : refuse('notAValue', kinds)
  },
  from: day,
  to: day,
  before: (value, _, refuse) => {
    if (!/^[1-9]\d*$/.test(value)) return refuse('malformed')
    return Number(value) < 2 ** 31 ? Number(value) : refuse('outOfRange', [`1–${2 ** 31 - 1}`])
  },
}

/**
 * Reads the parameters of the page of changes. An empty one is left out, as a form without JavaScript sends it; what is
 * not understood is left at its default and listed as a problem.
 */
export function parseChangeFilter(
  params: URLSearchParams,
  known: Known,
): { filter: ChangeFilter; problems: Problem[] } {
  const filter: ChangeFilter = { ...NO_CHANGE_FILTER }
  const problems: Problem[] = []
  for (const [field, values] of parametersIn(params)) {
    const value = values[0]?.trim() ?? ''
    const refuse: Refuse = (reason, allowed = []) => {
      problems.push({ field: shortened(field), reason, value: shortened(value), allowed: allowed.join(', ') })
      return null
    }
    const read = <P extends Parameter>(name: P) => {
      filter[name] = readers[name](value, known, refuse) ?? NO_CHANGE_FILTER[name]
    }
    const name = CHANGE_PARAMETERS.find((parameter) => parameter === field)
    if (!name) refuse('unknownParameter', CHANGE_PARAMETERS)
    else if (values.length > 1) refuse('repeated')
    else if (value !== '') read(name)
  }
  return { filter, problems }
}

/** The query of this view (`''`, or from `?` on): each parameter once, in one order, defaults left out. */
export function toChangeQuery(filter: ChangeFilter): string {
  const given = CHANGE_PARAMETERS.map((name) => [name, String(filter[name] ?? '')] as const).filter(
    ([, value]) => value !== '',
  )
  return given.length ? `?${new URLSearchParams(given.map((pair) => [...pair])).toString().replaceAll('%2C', ',')}` : ''
}

/** Whether anything but the place in the list was asked for. */
export const isFiltered = (filter: ChangeFilter): boolean => toChangeQuery({ ...filter, before: null }) !== ''
