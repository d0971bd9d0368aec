import { Failure } from '../failure.mjs'

const oldest = 15

/**
 * Throws a Failure unless the ledger can live in this database: PostgreSQL 15 or newer, UTF-8, and either empty or
 * already a ledger's.
 * @param {import('pg').Client} client
 */
export async function checkDatabase(client) {
  const { rows } = await client.query(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
            current_setting('server_encoding') as encoding, current_database() as name,
            to_regclass('_prisma_migrations') is null as unmarked,
            exists (select from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')) as used`,
  )
  const { version, number, encoding, name, unmarked, used } = rows[0]
  if (number < oldest * 10_000) {
    throw new Failure(`The database server is PostgreSQL ${version}, and the ledger needs ${oldest} or newer.`)
  }
  if (encoding !== 'UTF8')
    throw new Failure(`The database ${name} is encoded in ${encoding}, and the ledger needs UTF8.`)
  if (unmarked && used) {
    // Another node may have made the tables while this query read the catalogue.
    const again = await client.query(`select to_regclass('_prisma_migrations') is null as unmarked`)
    if (again.rows[0].unmarked) {
      throw new Failure(
        `The database ${name} holds tables that are not a ledger's; name an empty database in DATABASE_URL.`,
      )
    }
  }
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

/** What can be lost without each of these settings. */
const safeguards = {
  fsync: 'a power cut can damage the whole ledger beyond repair',
  full_page_writes: 'a power cut can damage the ledger',
  synchronous_commit: 'a crash can lose what people were told is recorded',
}

/**
 * A sentence of warning for each setting of this database under which what was acknowledged can be lost.
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
      `WARNING: ${name} is off in this database: ${safeguards[/** @type {'fsync'} */ (name)]}. Switch it on.`,
  )
}
