import { canonicalJson } from '@/lib/canonical-json'
import type { Change } from '@/lib/change/change'

export type Fields = Record<string, unknown>

/** A row as it should be, or as it is on file: what it is called in a sentence, and what it says, column by column. */
export type Row = { name: string; fields: Fields }

/**
 * Something on file that contradicts the record; `fields` are the columns that differ. Of an `orphan`, those that refer to
 * a row that is not there; `of` the `database`, what differs is no row but what protects it, and how it is now.
 */
export type Difference = {
  how: 'missing' | 'added' | 'differs' | 'orphan'
  of?: 'database'
  name: string
  fields: string[]
}

/** Between which instants a row was written, where its change does not give the millisecond. */
class Span {
  constructor(
    readonly from: number,
    readonly to: number,
  ) {}
}

/** How long before its change a row may have been written: the longest transaction, an import, takes two minutes. */
const LONGEST_WRITE = 120_000
/** How far the clock of a node may have been off that gave an instant: those of people did until version 0.1.0. */
const NODE_CLOCK = 3_600_000

/**
 * The instant that the rows bear which a change wrote. Changes of versions up to 0.1.0 do not give it: then any in the two
 * minutes before the change will do, or, where a node's clock gave it, within an hour.
 */
export function instantOf({ at, entry }: Pick<Change, 'at' | 'entry'>, clock: 'database' | 'node' = 'database') {
  if (entry.recordedAt !== undefined) return entry.recordedAt
  const end = Date.parse(at)
  return clock === 'node' ? new Span(end - NODE_CLOCK, end + NODE_CLOCK) : new Span(end - LONGEST_WRITE, end + 1)
}

/** Changes of one write have this in common, and no others of the same item or person. */
export const writeOf = ({ at, entry }: Pick<Change, 'at' | 'entry'>): string => `${at} ${entry.recordedAt ?? ''}`

/** Whether what is on file is what the record says. */
export function isAsSaid(said: unknown, found: unknown): boolean {
  if (said === found) return true
  if (!(said instanceof Span)) return canonicalJson(said ?? null) === canonicalJson(found ?? null)
  const instant = typeof found === 'string' ? Date.parse(found) : Number.NaN
  return instant >= said.from && instant <= said.to
}

/** The columns of which the record says something else. */
export const differingFields = (said: Fields, found: Fields): string[] =>
  Object.keys(said).filter((field) => !isAsSaid(said[field], found[field]))

/** Every difference between rows that have the same name. No two should: of several on file, one is compared. */
export function compareRows(said: readonly Row[], found: readonly Row[]): Difference[] {
  const left = new Map<string, Row[]>()
  for (const row of found) left.set(row.name, [...(left.get(row.name) ?? []), row])
  const differences = said.flatMap((row) => {
    const named = left.get(row.name) ?? []
    const own = named.find((other) => differingFields(row.fields, other.fields).length === 0) ?? named[0]
    left.set(
      row.name,
      named.filter((other) => other !== own),
    )
    return differencesOf(row, own)
  })
  const added = [...left.values()].flat()
  return [...differences, ...added.map(({ name }) => ({ how: 'added' as const, name, fields: [] }))]
}

/** Every difference between rows that have no name in common, but come in the same order. */
export function compareInOrder(said: readonly Row[], found: readonly Row[]): Difference[] {
  const differences: Difference[] = []
  const isSame = (a: Row, b: Row) => differingFields(a.fields, b.fields).length === 0
  for (let [i, j] = [0, 0]; i < said.length || j < found.length; ) {
    const [should, is] = [said[i], found[j]]
    if (should && is && isSame(should, is)) {
      i += 1
      j += 1
    } else if (should && (!is || said.slice(i + 1).some((other) => isSame(other, is)))) {
      differences.push({ how: 'missing', name: should.name, fields: [] })
      i += 1
    } else if (is && (!should || found.slice(j + 1).some((other) => isSame(should, other)))) {
      differences.push({ how: 'added', name: is.name, fields: [] })
      j += 1
    } else if (should && is) {
      differences.push(...differencesOf(should, is))
      i += 1
      j += 1
    }
  }
  return differences
}

function differencesOf(said: Row, found: Row | undefined): Difference[] {
  if (!found) return [{ how: 'missing', name: said.name, fields: [] }]
  const fields = differingFields(said.fields, found.fields)
  return fields.length > 0 ? [{ how: 'differs', name: said.name, fields }] : []
}
