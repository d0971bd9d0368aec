import { Failure } from '../failure.mjs'

/**
 * Throws a Failure unless the database is either empty or already a ledger's.
 * @param {import('pg').Client} client
 */
export async function checkDatabase(client) {
  const { rows } = await client.query(
    `select current_database() as name, to_regclass('_prisma_migrations') is null as unmarked,
       exists (select from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')) as used`,
  )
  const { name, unmarked, used } = rows[0]
  if (!unmarked || !used) return
  // Another node may have made the tables while this query read the catalogue.
  const again = await client.query(`select to_regclass('_prisma_migrations') is null as unmarked`)
  if (again.rows[0].unmarked)
    throw new Failure(
      `The database ${name} holds tables that are not a ledger's; name an empty database in DATABASE_URL.`,
    )
}

/**
 * A sentence of warning when trigram search would miss Chinese in this database, else null. It asks the extension
 * itself, because which locales are affected differs between providers and versions.
 * @param {import('pg').Client} client
 * @returns {Promise<string | null>}
 */
export async function findSearchTrouble(client) {
  const { rows } = await client.query(`select to_regproc('show_trgm') is not null as installed`)
  if (!rows[0].installed) return null
  const found = await client.query(
    `select cardinality(show_trgm('军控对话')) > 0 as works, datctype from pg_database where datname = current_database()`,
  )
  const { works, datctype } = found.rows[0]
  if (works) return null
  return `Warning: search will be slow or find nothing in Chinese, because this database's character classes are those of "${datctype}"; create it with a UTF-8 locale (for example LC_CTYPE 'C.UTF-8' of the C library, or ICU).`
}

/** What can be lost without each of these settings, which are the server's alone. */
const safeguards = {
  fsync: 'a power cut can damage the whole ledger beyond repair',
  full_page_writes: 'a power cut can damage the ledger',
}

/**
 * A sentence of warning for each setting of this server under which what was acknowledged can be lost.
 * @param {import('pg').Client} client
 * @returns {Promise<string[]>}
 */
export async function findRisks(client) {
  const { rows } = await client.query(
    `select name, setting from pg_settings where name = any($1) and setting = 'off'`,
    [Object.keys(safeguards)],
  )
  return rows.map(
    ({ name }) =>
      `WARNING: ${name} is off in this database server: ${safeguards[/** @type {'fsync'} */ (name)]}. Switch it on.`,
  )
}

/**
 * A sentence of warning where the server sorts texts by another version of its library than that by which the indexes of this database
 * were made, else null.
 * @param {import('pg').Client} client
 * @returns {Promise<string | null>}
 */
export async function findOldIndexes(client) {
  const { rows } = await client.query(
    `select current_database() as name from pg_database
     where datname = current_database() and (
       datcollversion <> pg_database_collation_actual_version(oid)
       or exists (select from pg_collation where collname in ('zh-x-icu', 'en-x-icu') and collversion <> pg_collation_actual_version(oid)))`,
  )
  if (rows.length === 0) return null
  const { name } = rows[0]
  return `WARNING: the library by which the server sorts texts is of another version than when the indexes of the database ${name} were made, so that they can miss rows: REINDEX DATABASE ${name}; then ALTER DATABASE ${name} REFRESH COLLATION VERSION; and ALTER COLLATION … REFRESH VERSION of "zh-x-icu" and "en-x-icu".`
}
