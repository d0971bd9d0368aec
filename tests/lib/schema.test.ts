import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import guards from '@/lib/db/verify/guards.json'

/**
 * prisma/schema.prisma says what the migrations make, as guards.json describes it: columns with their types, defaults and
 * whether they may be empty, keys and enums. What it cannot say is written by hand in migrations: checks, triggers, and
 * indexes with a collation or an operator class.
 */
const schema = readFileSync(path.join(import.meta.dirname, '../../prisma/schema.prisma'), 'utf8').replace(/\/\/.*/g, '')

type Block = { kind: string; name: string; lines: string[] }
const blocks: Block[] = [...schema.matchAll(/^(model|enum) (\w+) \{\n(.*?)^\}/gms)].map(
  ([, kind = '', name = '', body = '']) => ({
    kind,
    name,
    lines: body
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  }),
)
const models = blocks.filter(({ kind }) => kind === 'model')
const enums = new Map(blocks.filter(({ kind }) => kind === 'enum').map(({ name, lines }) => [name, lines]))

const TYPES: Record<string, string> = { Int: 'integer', String: 'text', Boolean: 'boolean', Json: 'jsonb' }
const NATIVE: Record<string, string> = {
  Date: 'date',
  'Timestamptz(3)': 'timestamp(3) with time zone',
  Json: 'json',
}
/** A column as PostgreSQL describes it; null for a relation. */
function columnOf(model: string, line: string): [string, string] | null {
  const [, name = '', type = '', isOptional, rest = ''] = /^(\w+)\s+(\w+)(\?)?(.*)$/.exec(line) ?? []
  const base = NATIVE[/@db\.(\S+)/.exec(rest)?.[1] ?? ''] ?? TYPES[type] ?? (enums.has(type) ? `"${type}"` : null)
  if (base === null || line.startsWith('@@')) return null
  const given = /@default\((dbgenerated\("(.+?)"\)|now\(\)|autoincrement\(\)|[\w"]+)\)/.exec(rest)
  const [, value = '', generated] = given ?? []
  const written =
    generated ??
    (value === 'now()'
      ? 'CURRENT_TIMESTAMP'
      : value === 'autoincrement()'
        ? `nextval('"${model}_id_seq"'::regclass)`
        : enums.has(type)
          ? `'${value}'::"${type}"`
          : value)
  return [name, [base, isOptional ? '' : 'not null', given ? `default ${written}` : ''].filter(Boolean).join(' ')]
}

/** The columns of each of a model's keys. */
const keysOf = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => {
    const several = /^@@(?:id|unique)\(\[(.+?)\]/.exec(line)?.[1]
    if (several) return [several.replace(/\(.*?\)/g, '')]
    return / @(id|unique)\b/.test(line) ? [line.replace(/\s.*/, '')] : []
  })

const described: Record<string, Record<string, string>> = guards

test.each(models)('the model $name is its table', ({ name, lines }) => {
  const partsOf = (kind: string) =>
    Object.entries(described[name] ?? {})
      .filter(([part]) => part.startsWith(`${kind} `))
      .map(([part, is]) => [part.slice(kind.length + 1), is] as const)
  const columns = lines.map((line) => columnOf(name, line)).filter((column) => column !== null)
  expect(Object.fromEntries(columns)).toEqual(Object.fromEntries(partsOf('column')))
  const keys = partsOf('unique index').map(([, columns]) => columns.replaceAll('"', ''))
  expect(keysOf(lines).sort()).toEqual(keys.sort())
})

test('there is a model of every table, and an enum of every type', () => {
  const others = ['functions', 'migrations', 'settings', 'types', 'event triggers']
  expect(models.map(({ name }) => name).sort()).toEqual(
    Object.keys(guards)
      .filter((name) => !others.includes(name))
      .sort(),
  )
  const types = Object.fromEntries([...enums].map(([name, lines]) => [`type ${name}`, lines.join(', ')]))
  expect(types).toEqual(guards.types)
})
