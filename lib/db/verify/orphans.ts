import type { Difference } from '@/lib/replay/row'
import { Prisma, type PrismaClient } from '@/prisma/generated/client'
import type { Findings } from './findings'
import type { Guards } from './guards'
import guards from './guards.json'

const { sql, raw, join } = Prisma

/** Names are those of guards.json, quoted where they must be. */
type ForeignKey = { table: string; columns: string[]; target: string; keys: string[] }

/** By the schema of this version, whatever keys the database still has. */
const FOREIGN_KEYS: ForeignKey[] = Object.entries(guards as Guards).flatMap(([table, parts]) =>
  Object.values(parts).flatMap((definition) => {
    const [, columns, target, keys] = /^FOREIGN KEY \((.+?)\) REFERENCES (\S+?)\((.+?)\)/.exec(definition) ?? []
    return columns && target && keys
      ? [{ table: `"${table}"`, columns: columns.split(', '), target, keys: keys.split(', ') }]
      : []
  }),
)

/** Names rows that refer to others that are not there: they belong to nothing that is compared with the record. */
export async function findOrphans(db: PrismaClient, findings: Findings): Promise<void> {
  for (const key of FOREIGN_KEYS) {
    findings.add(await orphansOf(db, key))
    if (findings.isFull()) return
  }
}

async function orphansOf(db: PrismaClient, { table, columns, target, keys }: ForeignKey): Promise<Difference[]> {
  const unquoted = (name: string) => name.replaceAll('"', '')
  const fields = columns.map(unquoted)
  const isSame = columns.map((column, index) => sql`o.${raw(column)} = t.${raw(keys[index] ?? '')}`)
  const isGiven = columns.map((column) => sql`o.${raw(column)} IS NOT NULL`)
  const rows = await db.$queryRaw<{ row: string }[]>`
    SELECT (SELECT string_agg(concat_ws(' ', key, value), ', ') FROM jsonb_each_text(to_jsonb(o))
      WHERE key = 'id' OR key = ANY(${fields})) AS row
    FROM ${raw(table)} o WHERE ${join(isGiven, ' AND ')}
      AND NOT EXISTS (SELECT FROM ${raw(target)} t WHERE ${join(isSame, ' AND ')}) LIMIT 20`
  return rows.map(({ row }) => ({ how: 'orphan', name: `a row of ${unquoted(table)} (${row})`, fields }))
}
