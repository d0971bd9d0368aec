import { beforeAll, expect, test } from 'vitest'
import { verify } from '@/lib/db/verify'
import { comparedColumns, KNOWN, otherColumns, type Table } from '@/lib/db/verify/columns'
import type { Difference } from '@/lib/replay/row'
import { ownDatabase } from '@/tests/support/database'
import { pick } from '@/tests/support/full'
import { tamperingWith } from '@/tests/support/tampering'
import { recorded } from '@/tests/support/writes'

const database = ownDatabase({ seeded: true })
beforeAll(async () => {
  await recorded(database.db)
  // Rules of the schema would refuse some of what is written here; that they are gone is told too, and left out below.
  const checks = await database.sql(
    `SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace`,
  )
  for (const { table, name } of checks) await database.sql(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`)
})
const { tamper } = tamperingWith(database)
const TABLES = Object.keys(KNOWN) as Table[]

test('every table and column of the schema is said to be known from the record, or not to be', async () => {
  const columns = await database.sql(`
    SELECT table_name AS table, array_agg(column_name::text ORDER BY column_name) AS columns
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name !~ '^(kept|_prisma)' GROUP BY 1`)
  const onFile = Object.fromEntries(columns.map(({ table, columns }) => [table, columns]))
  const said = TABLES.map((table) => {
    const { number, unrecorded } = otherColumns(table)
    return [table, [...comparedColumns(table), ...number, ...unrecorded].sort()]
  })
  // A column that is missing here belongs into lib/db/verify/columns.ts, and lib/replay/ says what it should be.
  expect(Object.fromEntries(said)).toEqual(onFile)
})

/** Columns by which a row is named, or told where it belongs: another value makes it another row. */
const NAMING: Partial<Record<Table, string[]>> = {
  Agreement: ['slug'],
  Party: ['agreementId', 'code'],
  Domain: ['agreementId', 'slug'],
  SourceDocument: ['agreementId', 'slug'],
  Commitment: ['ref'],
  Quote: ['commitmentId', 'position'],
  FollowUp: ['commitmentId', 'key', 'version'],
  Source: ['followUpId', 'position'],
  Assessment: ['commitmentId', 'id'],
  Evidence: comparedColumns('Evidence'),
  Submission: comparedColumns('Submission'),
  User: ['id'],
  Account: ['userId'],
  AccessLink: ['id'],
}

/** Another value of a column's type. */
async function otherValue(table: Table, column: string): Promise<string> {
  const [{ type, enumType } = {}] = await database.sql(
    `SELECT data_type AS type, quote_ident(udt_name) AS "enumType" FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND column_name = $2`,
    [table, column],
  )
  const name = `"${column}"`
  const others: Record<string, string> = {
    text: `coalesce(${name}, '') || 'x'`,
    integer: `coalesce(${name}, 0) + 100000`,
    boolean: `NOT ${name}`,
    date: `coalesce(${name}, '2024-01-01') + 1`,
    'timestamp with time zone': `coalesce(${name}, '2024-01-01Z') + interval '1 millisecond'`,
    jsonb: `'[{"x": 1}]'`,
    'USER-DEFINED': `(SELECT label::${enumType} FROM unnest(enum_range(NULL::${enumType})::text[]) label WHERE label IS DISTINCT FROM ${name}::text LIMIT 1)`,
  }
  const other = others[String(type)]
  if (!other) throw new Error(`no other value of ${table}.${column}, which is of type ${type}`)
  return `${name} = ${other}`
}

/** One row of each table, in the middle of what there is; a form that left a change. */
const rowOf = (table: Table) =>
  `ctid = (SELECT ctid FROM "${table}" ${table === 'Submission' ? `WHERE action = 'plan.changed'` : ''} ORDER BY ctid OFFSET (SELECT count(*) / 2 FROM "${table}" ${table === 'Submission' ? `WHERE action = 'plan.changed'` : ''}) LIMIT 1)`

async function alter(table: Table, columns: readonly string[]): Promise<Difference[]> {
  const others = await Promise.all(columns.map((column) => otherValue(table, column)))
  await tamper(`UPDATE "${table}" SET ${others.join(', ')} WHERE ${rowOf(table)}`)
  const { differences } = await verify(database.db, null, 1_000)
  return differences.filter(({ of }) => of !== 'database')
}

const RECORDED = TABLES.filter((table) => table !== 'Change' && comparedColumns(table).length > 0)

const ownColumns = (table: Table) => comparedColumns(table).filter((column) => !NAMING[table]?.includes(column))

test.each(RECORDED.filter((table) => ownColumns(table).length > 0))(
  'verifying %s names every column in which a row differs',
  async (table) => {
    const own = ownColumns(table)
    const differences = await alter(table, own)
    const said = differences.find(({ how, fields }) => how === 'differs' && fields.includes(own[0] ?? ''))
    expect([...(said?.fields ?? [])].sort()).toEqual(own.sort())
  },
)

const renamed = RECORDED.flatMap((table) => (NAMING[table] ?? []).map((column) => [table, column] as const))
test.each([...pick(renamed, renamed.slice(0, 1))])(
  'verifying %s names a row with another %s',
  async (table, column) => {
    expect(await alter(table, [column])).not.toEqual([])
  },
)

const gone: readonly Table[] = pick(RECORDED, ['Submission', 'AccessLink'])
test.each([...gone])('verifying %s names a row that is gone', async (table) => {
  await tamper(`DELETE FROM "${table}" WHERE ${rowOf(table)}`)
  const { differences } = await verify(database.db, null, 1_000)
  expect(differences.filter(({ of }) => of !== 'database')).not.toEqual([])
})

test('verifying says nothing of what is not in the record', async () => {
  for (const table of TABLES) {
    const others = otherColumns(table).unrecorded.filter((column) => !['id', 'userId', 'key'].includes(column))
    if (others.length === 0) continue
    expect({ table, differences: await alter(table, others) }).toEqual({ table, differences: [] })
  }
})
