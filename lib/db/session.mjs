/**
 * What every session of the ledger is like, whatever the server, the database, the role, the address or a pooler would have it be.
 * Plain JavaScript, because the scripts connect by it too, and Node runs them as they are.
 */

/** How many connections a node opens at most to ask and to write; one more listens. */
export const CONNECTIONS = 10

/** How a session that the ledger cannot work in is refused: like a server that takes no connection (SQLSTATE 08001). */
export const UNFIT = '08001'

/** What correctness rests on, each with the values that are right; where it has none of them, it is given the first. */
const SETTINGS = {
  // Prisma's adapter writes and reads instants as if the session were in UTC; elsewhere it would shift them silently.
  TimeZone: ['UTC'],
  DateStyle: ['ISO, YMD'],
  IntervalStyle: ['postgres'],
  client_encoding: ['UTF8'],
  standard_conforming_strings: ['on'],
  bytea_output: ['hex'],
  extra_float_digits: ['1'],
  array_nulls: ['on'],
  transform_null_equals: ['off'],
  quote_all_identifiers: ['off'],
  // A limit would leave rows out of searches, and a policy out of anything, without a word; with this off, a policy is an error.
  gin_fuzzy_search_limit: ['0'],
  row_security: ['off'],
  // Any other switches triggers off, and with them the protection of what is append-only.
  session_replication_role: ['origin'],
  default_transaction_isolation: ['read committed'],
  default_transaction_read_only: ['off'],
  default_transaction_deferrable: ['off'],
  // What people were told is recorded is on the disk.
  synchronous_commit: ['on', 'local', 'remote_write', 'remote_apply'],
  statement_timeout: ['0'],
  lock_timeout: ['0'],
  transaction_timeout: ['0'],
  idle_in_transaction_session_timeout: ['0'],
  idle_session_timeout: ['0'],
}

/** Prisma's queries name the schema public; what pg_trgm made may be in another one. */
const SEARCH_PATH = `concat_ws(', ', 'public', (
  SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
  WHERE extname = 'pg_trgm' AND nspname NOT IN ('public', 'pg_catalog')))`

/**
 * @typedef {{ database: string, role: string, pid: number, encoding: string, schema: string | null, others: string | null }} State
 *   `others` are the settings that are not as they should be
 */

/**
 * Makes a connection that was just opened a session of the ledger, and asks whether it has become one. Rejects with an
 * error of code `UNFIT` and a sentence where it has not, or where a pooler gives it to others between two queries.
 *
 * @param {{ query: (text: string) => Promise<unknown> }} client of pg
 * @param {Partial<Record<keyof typeof SETTINGS, string>>} [limits] in place of none, as PostgreSQL shows them: '20s', '1min'
 */
export async function prepareSession(client, limits = {}) {
  const wanted = { ...SETTINGS, ...Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, [limit]])) }
  const list = Object.entries(wanted).map(([name, values]) => `('${name}', ARRAY['${values.join("', '")}'])`)
  const settings = `WITH wanted (name, accepted) AS (VALUES ${list.join(', ')}, ('search_path', ARRAY[${SEARCH_PATH}]))`
  // An older server lacks some of them, which are null then.
  const isOther = 'current_setting(name, true) <> ALL (accepted)'
  const ask = `${settings}
    SELECT current_database() AS database, current_user AS role, pg_backend_pid() AS pid, current_schema() AS schema,
      current_setting('server_encoding') AS encoding,
      (SELECT string_agg(name || ' is ' || current_setting(name), ', ') FROM wanted WHERE ${isOther}) AS others`
  const put = `${settings} SELECT set_config(name, accepted[1], false) FROM wanted WHERE ${isOther}`

  const state = await stateOf(client, `${put}; ${ask}`).catch((error) => {
    throw error.code === '42501' ? refusal(REPLICATION_ROLE) : error
  })
  refuseUnfit(state)
  if (isDirect(client, state.pid)) return
  const later = await stateOf(client, ask)
  if (later.pid !== state.pid || later.others !== null) throw refusal(SHARED)
}

/**
 * Whether a connection leads to PostgreSQL itself, which names its process as the connection begins; a pooler names another.
 * @param {object} client of pg
 * @param {number} pid as a query tells it
 */
export const isDirect = (client, pid) => /** @type {{ processID?: number }} */ (client).processID === pid

/** How a pooler is refused that works by transactions or by statements. */
export const SHARED =
  'DATABASE_URL names a pooler that gives the connection to others after each transaction, and the ledger needs sessions of its own, in which it listens and holds locks. In pgbouncer.ini write pool_mode = session, or only for its database: accord = host=… dbname=accord pool_mode=session. Or name PostgreSQL itself in DATABASE_URL.'

const REPLICATION_ROLE =
  'session_replication_role is set for this database or role to something else than origin, which switches off the triggers that protect the record, and the ledger may not set it back; as a superuser: ALTER ROLE … RESET session_replication_role, or ALTER DATABASE … RESET session_replication_role.'

/** @param {{ query: (text: string) => Promise<unknown> }} client @param {string} text @returns {Promise<State>} of its last statement */
async function stateOf(client, text) {
  const results = await client.query(text)
  return /** @type {{ rows: State[] }[]} */ ([results].flat()).at(-1)?.rows[0] ?? Promise.reject(refusal(SHARED))
}

/** @param {State} state */
function refuseUnfit({ database, role, encoding, schema, others }) {
  if (encoding !== 'UTF8')
    throw refusal(
      `The database ${database} is encoded in ${encoding}, and the ledger needs UTF8: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, and name that one in DATABASE_URL.`,
    )
  if (schema !== 'public')
    throw refusal(
      `The database ${database} has no schema public that the role ${role} may use; as its owner: CREATE SCHEMA IF NOT EXISTS public, then GRANT USAGE, CREATE ON SCHEMA public TO ${role}.`,
    )
  if (others !== null)
    throw refusal(
      `A connection to the database ${database} cannot be made as the ledger needs it: ${others}. Something between the two keeps these settings; name PostgreSQL itself in DATABASE_URL.`,
    )
}

/** An error that Prisma's adapter takes for one of PostgreSQL's own, and so passes on. @param {string} sentence */
const refusal = (sentence) => Object.assign(new Error(sentence), { code: UNFIT, severity: 'FATAL' })
