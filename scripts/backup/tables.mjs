/** @typedef {{ name: string, columns: string[], types: string[], order: string }} Table `order` is that of its key */

/** Tables of a ledger that are not its content: who is signed in and from where, counts that expire, bookkeeping. */
const NOT_KEPT = ['Session', 'KnownPlace', 'RateLimit', 'RefusedCall', 'Verification', '_prisma_migrations']

/** Rows that are read, or written, at a time. */
export const PAGE = 200

/**
 * The tables of these names that a database has and a backup keeps, in the order of their names.
 * @param {import('pg').Client} client
 * @param {readonly string[]} names
 * @returns {Promise<Table[]>}
 */
export async function listTables(client, names) {
  const kept = names.filter((name) => !NOT_KEPT.includes(name))
  // Keys in the order of their code points: the same on every machine.
  const { rows } = await client.query(
    `select c.relname::text as name, columns.names as columns, columns.types, key.columns as "order"
     from pg_class c,
       lateral (select array_agg(attname::text order by attnum) as names,
           array_agg(format_type(atttypid, atttypmod) order by attnum) as types
         from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) columns,
       lateral (select string_agg(quote_ident(attname) || case when attcollation <> 0 then ' collate "C"' else '' end, ', '
             order by place) as columns
         from pg_index, unnest(indkey) with ordinality as part (number, place)
         join pg_attribute on attnum = number
         where indrelid = c.oid and attrelid = c.oid and indisprimary) key
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname = any($1)
     order by c.relname::text collate "C"`,
    [kept],
  )
  return rows
}

/**
 * Every row of a table, in the order of its key, a page at a time. To be called in a transaction.
 * @param {import('pg').Client} client
 * @param {Table} table
 * @returns {AsyncGenerator<import('./format.mjs').Row[]>}
 */
export async function* readRows(client, { name, columns, order }) {
  const texts = columns.map((column) => `${client.escapeIdentifier(column)}::text`).join(', ')
  await client.query(
    `declare reading no scroll cursor for select ${texts} from ${client.escapeIdentifier(name)} order by ${order}`,
  )
  for (;;) {
    const { rows } = await client.query({ text: `fetch ${PAGE} from reading`, rowMode: 'array' })
    if (rows.length === 0) break
    yield rows
  }
  await client.query('close reading')
}

/**
 * @param {import('pg').Client} client
 * @param {Table} table
 * @param {import('./format.mjs').Row[]} rows
 */
export async function insertRows(client, { name, columns, types }, rows) {
  const names = columns.map((column) => client.escapeIdentifier(column))
  const values = names.map((column, index) => `${column}::${types[index]}`)
  const given = names.map((_, index) => `$${index + 1}::text[]`)
  await client.query(
    `insert into ${client.escapeIdentifier(name)} (${names}) select ${values} from unnest(${given}) as given (${names})`,
    columns.map((_, index) => rows.map((row) => row[index])),
  )
}

/**
 * Drops every foreign key while rows are written in any order, and adds them again after, which checks all rows.
 * @param {import('pg').Client} client
 * @param {() => Promise<unknown>} write
 */
export async function withoutForeignKeys(client, write) {
  const { rows } = await client.query(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by oid`,
  )
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`)
  await write()
  for (const { table, name, definition } of rows)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
}

/**
 * Lets sequences continue after the highest number in use.
 * @param {import('pg').Client} client
 */
export async function setSequences(client) {
  const { rows } = await client.query(
    `select quote_ident(relname) as table, quote_ident(attname) as column,
       pg_get_serial_sequence(quote_ident(relname), attname) as sequence
     from pg_class join pg_attribute on attrelid = pg_class.oid
     where relnamespace = current_schema()::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
       and pg_get_serial_sequence(quote_ident(relname), attname) is not null`,
  )
  for (const { table, column, sequence } of rows)
    await client.query(`select setval($1, max(${column})) from ${table} having max(${column}) is not null`, [sequence])
}
