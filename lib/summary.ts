import { FACETS, type Facets, type Grouping } from '@/lib/filter'
import { CONDITIONS, type CommitmentType, type Condition, isHalted, STATUS_KEYS, type StatusKey } from '@/lib/status'

/** How many commitments share a domain, type, status and condition: the one count that every other is a sum of. */
export type Cell = {
  agreement: string
  domain: string
  type: CommitmentType
  status: StatusKey
  condition: Condition
  count: number
}

export type Summary = {
  total: number
  /** All but principles: the n of "k of n". */
  scored: number
  byStatus: Record<StatusKey, number>
  byCondition: Record<Condition, number>
}

/** The cells within these facets; `except` leaves one facet open, as a list of choices needs. */
export const within = (cells: readonly Cell[], facets: Facets, except?: keyof Facets): Cell[] =>
  cells.filter((cell) =>
    FACETS.every((name) => {
      const accepted: readonly string[] = facets[name]
      return name === except || accepted.length === 0 || accepted.includes(cell[name])
    }),
  )

export const countOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.count, 0)

/** Counts by status and condition, with every key, zeros included. */
export function summaryOf(cells: readonly Cell[]): Summary {
  const byStatus = zeros(STATUS_KEYS)
  const byCondition = zeros(CONDITIONS)
  for (const cell of cells) {
    byStatus[cell.status] += cell.count
    byCondition[cell.condition] += cell.count
  }
  return { total: countOf(cells), scored: countOf(cells.filter((c) => c.type !== 'PRINCIPLE')), byStatus, byCondition }
}

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>

/** The cells by the value they have in `grouping`, in `order`; values without cells are left out. */
export function groupsOf(
  cells: readonly Cell[],
  grouping: Grouping,
  order: readonly string[],
): { key: string; cells: Cell[] }[] {
  return order
    .map((key) => ({ key, cells: cells.filter((cell) => cell[grouping] === key) }))
    .filter((group) => group.cells.length > 0)
}

/**
 * A part of a bar: the items of one status that move, or those that do not. `conditions` is what a filter must add to
 * the status to find exactly these; empty where the status alone does.
 */
export type Segment = { status: StatusKey; halted: boolean; count: number; conditions: Condition[] }

export function segmentsOf(cells: readonly Cell[]): Segment[] {
  return STATUS_KEYS.flatMap((status) => {
    const ofStatus = cells.filter((cell) => cell.status === status)
    const parts = [false, true].map((halted) => ({
      status,
      halted,
      count: countOf(ofStatus.filter((cell) => isHalted(cell.condition) === halted)),
      conditions: CONDITIONS.filter((condition) => isHalted(condition) === halted),
    }))
    const present = parts.filter((part) => part.count > 0)
    return present.length > 1 ? present : present.map((part) => ({ ...part, conditions: [] }))
  })
}

/** What the chart of domains shows first: how many are fulfilled, of how many, and the domains with the most of them. */
export type Finding = { fulfilled: number; scored: number; most: number; domains: string[] }

export function findingIn(cells: readonly Cell[]): Finding {
  const fulfilled = cells.filter((cell) => cell.status === 'FULFILLED')
  const byDomain = new Map<string, number>()
  for (const { domain, count } of fulfilled) byDomain.set(domain, (byDomain.get(domain) ?? 0) + count)
  const most = Math.max(0, ...byDomain.values())
  return {
    fulfilled: countOf(fulfilled),
    scored: summaryOf(cells).scored,
    most,
    domains: [...byDomain].filter(([, count]) => count === most).map(([domain]) => domain),
  }
}
