import { CONNECTIONS, isDirect, SHARED } from '../../lib/db/session.mjs'
import { Failure } from '../failure.mjs'
import { connect } from './connect.mjs'

const OLDEST = 15
/** Those of a node, with the one that listens, and one for a command such as a backup. */
const NEEDED = CONNECTIONS + 2

/** How long what was just told may take to come back, in milliseconds. */
const HEARD_WITHIN = 5_000

/**
 * Throws a Failure, with what to do, unless a ledger can live on this server: PostgreSQL 15 or newer with ICU, one that takes
 * writes if there are to be any, with connections enough, and each of them a session of its own.
 * @param {string} connectionString
 * @param {import('pg').Client} client connected by it, and in no transaction
 * @param {{ writes: boolean }} options
 */
export async function checkServer(connectionString, client, { writes }) {
  const { rows } = await client.query(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
       current_database() as database, current_user as role, pg_backend_pid() as pid,
       pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "isReadOnly",
       (select count(*) from pg_collation where collname in ('zh-x-icu', 'en-x-icu') and collnamespace = 'pg_catalog'::regnamespace) >= 2 as "hasIcu",
       least(
         current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
           - coalesce(current_setting('reserved_connections', true), '0')::int,
         nullif(case when not rolsuper then rolconnlimit end, -1), nullif(case when not rolsuper then datconnlimit end, -1)
       ) as connections
     from pg_roles, pg_database where rolname = session_user and datname = current_database()`,
  )
  const { version, number, database, role, pid, isReadOnly, hasIcu, connections } = rows[0]
  if (number < OLDEST * 10_000)
    throw new Failure(`The database server is PostgreSQL ${version}, and the ledger needs ${OLDEST} or newer.`)
  if (!hasIcu)
    throw new Failure(
      `The database server was built without ICU (collations zh-x-icu, en-x-icu), by which the ledger sorts; use a PostgreSQL with ICU, as its own packages are.`,
    )
  if (writes && isReadOnly)
    throw new Failure(
      `The database ${database} takes no writes: it is a standby, or was set to be read only; name the primary in DATABASE_URL.`,
    )
  if (writes && connections < NEEDED)
    throw new Failure(
      `The role ${role} may open ${connections} connections to the database ${database}, and a node of the ledger needs ${NEEDED}; raise max_connections, ALTER ROLE … CONNECTION LIMIT or ALTER DATABASE … CONNECTION LIMIT.`,
    )
  if (!isDirect(client, pid)) await refuseSharing(connectionString)
  if (!isReadOnly) await refuseDeafness(client)
}

/**
 * Opens as many connections as a node does at the same time: in sessions of its own each has a process of PostgreSQL for
 * itself, and keeps it.
 * @param {string} connectionString
 */
async function refuseSharing(connectionString) {
  const names = Array.from({ length: NEEDED - 1 }, () => 'accord-probe')
  const opened = await Promise.allSettled(names.map((name) => connect(connectionString, name)))
  const clients = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  try {
    const failed = opened.find((one) => one.status === 'rejected')
    if (failed?.reason.message === SHARED) throw failed.reason
    const pids = async () =>
      Promise.all(clients.map(async (client) => (await client.query('select pg_backend_pid() as pid')).rows[0].pid))
    const [first, second] = [await pids(), await pids()]
    const isShared = new Set(first).size < clients.length || first.some((pid, index) => pid !== second[index])
    if (isShared) throw new Failure(SHARED)
    if (failed)
      throw new Failure(
        `The pooler that DATABASE_URL names gave ${clients.length + 1} connections at the same time, and a node of the ledger needs ${NEEDED}; raise its pool size (in pgbouncer.ini default_pool_size, and max_db_connections).`,
      )
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** Open pages follow what others record by what PostgreSQL tells. @param {import('pg').Client} client */
async function refuseDeafness(client) {
  let tell = () => {}
  const heard = new Promise((resolve) => {
    tell = () => resolve(true)
  })
  const patience = new Promise((resolve) => setTimeout(resolve, HEARD_WITHIN, false).unref())
  client.on('notification', tell)
  try {
    await client.query('listen accord_probe')
    await client.query('notify accord_probe')
    if (await Promise.race([heard, patience])) return
  } finally {
    client.off('notification', tell)
    await client.query('unlisten accord_probe').catch(() => {})
  }
  throw new Failure(
    'Nothing that DATABASE_URL leads to passes on LISTEN and NOTIFY, by which open pages follow what others record; name PostgreSQL itself, or a pooler in session mode.',
  )
}
