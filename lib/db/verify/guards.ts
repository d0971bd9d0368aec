import { compareRows, type Difference, type Row } from '@/lib/replay/row'
import type { Database } from '../client'
import { KNOWN } from './columns'
import guards from './guards.json'
import { describing } from './guards-sql'

/** What the migrations make of a database, by table or kind, and by part: `trigger append_only`. */
export type Guards = Record<string, Record<string, string>>

/**
 * Compares what protects the record in a database with what the migrations of this version make: columns, constraints,
 * triggers and functions, and what somebody has added that could get round them. A database that is older than this
 * version lacks migrations; then these are all that is named.
 */
export async function compareGuards(db: Database): Promise<{ differences: Difference[]; isOlder: boolean }> {
  const described = await describeGuards(db)
  const [said, found] = [rowsOf(guards), rowsOf({ ...described, functions: ownFunctions(described.functions) })]
  const differences = compareRows(said, found).map((difference) => {
    const is = found.find(({ name }) => name === difference.name)?.fields.definition
    return { ...difference, of: 'database' as const, fields: difference.how === 'differs' ? [String(is)] : [] }
  })
  // Whatever else such a database lacks follows from that.
  const pending = differences.filter(({ how, name }) => how === 'missing' && name.startsWith('migration '))
  return { differences: pending.length > 0 ? pending : differences, isOlder: pending.length > 0 }
}

/** Without functions that others may have put beside those of the ledger: no guard calls them. */
function ownFunctions(all: Record<string, string> = {}): Record<string, string> {
  const nameOf = (part: string) => part.replace(/\(.*/, '')
  const own = new Set(Object.keys(guards.functions).map(nameOf))
  return Object.fromEntries(Object.entries(all).filter(([part]) => own.has(nameOf(part))))
}

const rowsOf = (all: Guards): Row[] =>
  Object.entries(all).flatMap(([of, parts]) =>
    Object.entries(parts).map(([part, definition]) => ({
      name: of in KNOWN ? `${part} of table ${of}` : part,
      fields: { definition },
    })),
  )

/** Describes a database in the terms of guards.json, which tests/db/guards.test.ts compares with a new one. */
export async function describeGuards(db: Database): Promise<Guards> {
  const rows = await db.$queryRaw<{ of: string; part: string; definition: string }[]>(describing(Object.keys(KNOWN)))
  const described: Guards = {}
  for (const { of, part, definition } of rows) {
    described[of] ??= {}
    const before = described[of][part]
    described[of][part] = before === undefined ? definition : `${before}; ${definition}`
  }
  return described
}
