import { Failure } from '../failure.mjs'

/** @typedef {{ tables: string[], types: string[], functions: string[], collations: string[] }} Names */

/**
 * What the migrations make, by name. Anything else in a database is not the ledger's.
 * @param {import('../migrations/files.mjs').Migration[]} migrations
 * @returns {Names}
 */
export function namesIn(migrations) {
  const script = migrations.map(({ sql }) => sql).join('\n')
  const made = (/** @type {RegExp} */ pattern) => [...script.matchAll(pattern)].map(([, name = '']) => name)
  return {
    tables: [...made(/^create table (?:if not exists )?"?(\w+)"?/gim), '_prisma_migrations'],
    types: made(/^create type "?(\w+)"?/gim),
    functions: made(/^create (?:or replace )?function "?(\w+)"?/gim),
    collations: made(/^create collation (?:if not exists )?"?(\w+)"?/gim),
  }
}

/**
 * Tables of a database that are not the ledger's.
 * @param {import('pg').Client} client
 * @param {Names} names
 * @returns {Promise<string[]>}
 */
export async function listStrangers(client, { tables }) {
  const { rows } = await client.query(
    `select relname::text as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') and relname <> all($1) order by 1`,
    [tables],
  )
  return rows.map(({ name }) => name)
}

/**
 * Drops everything that migrations made, and nothing else. PostgreSQL refuses where something of others depends on it.
 * @param {import('pg').Client} client
 * @param {Names} names
 */
export async function dropLedger(client, names) {
  const strangers = await listStrangers(client, names)
  if (strangers.length > 0)
    throw new Failure(`The database also holds ${strangers.join(', ')}, which is not the ledger's; move it elsewhere.`)
  const within = `= current_schema()::regnamespace`
  const { rows } = await client.query(
    `select (select string_agg(oid::regclass::text, ', ') from pg_class
         where relnamespace ${within} and relkind = 'r' and relname = any($1)) as "table",
       (select string_agg(oid::regprocedure::text, ', ') from pg_proc
         where pronamespace ${within} and proname = any($2)) as "function",
       (select string_agg(oid::regtype::text, ', ') from pg_type
         where typnamespace ${within} and typtype = 'e' and typname = any($3)) as "type",
       (select string_agg(quote_ident(collname), ', ') from pg_collation
         where collnamespace ${within} and collname = any($4)) as "collation"`,
    [names.tables, names.functions, names.types, names.collations],
  )
  for (const [kind, list] of Object.entries(rows[0])) if (list) await client.query(`drop ${kind} ${list}`)
}
