import path from 'node:path'
import { isDirect } from '../../lib/db/session.mjs'
import { connect } from '../database/connect.mjs'
import { isOfDatabase } from '../database/refusals.mjs'
import { checkRights } from '../database/rights.mjs'
import { Failure } from '../failure.mjs'
import { applyWithin, bookkeeping, listRecorded, pendingOf, prismaLock } from '../migrate.mjs'
import { checkDatabase } from '../migrations/database.mjs'
import { checksumsOf, readMigrations } from '../migrations/files.mjs'
import { root } from '../settings.mjs'
import { dropLedger, namesIn } from './objects.mjs'
import { checkBackup, readBackup } from './read.mjs'
import { insertRows, listTables, setSequences, withoutForeignKeys } from './tables.mjs'
import { sumsOf, writeBackup } from './write.mjs'

/** How long a connection that was just closed may take to be gone, in milliseconds. */
const PATIENCE = 3_000

/**
 * A backup that was read from end to end and that this version can restore; `until` is the schema that it was written in.
 * @typedef {{ file: string, end: import('./format.mjs').End,
 *   until: import('../migrations/files.mjs').Migration[], later: import('../migrations/files.mjs').Migration[] }} Restorable
 */

/**
 * Throws a Failure unless the file is a whole backup of a format and a schema that this version knows.
 * @param {string} file
 * @param {string} [directory] of migrations
 * @returns {Promise<Restorable>}
 */
export async function openBackup(file, directory = 'prisma/migrations') {
  const { header, end } = await checkBackup(file)
  const migrations = readMigrations(path.resolve(root, directory))
  const written = new Map(header.migrations.map(({ name, checksum }) => [name, checksum]))
  for (const [name, checksum] of written) {
    const known = migrations.find((migration) => migration.name === name)
    if (!known) {
      throw new Failure(
        `${file} was written by a newer version of the ledger (${header.version}): it has the migration ${name}, which is unknown here; update the ledger.`,
      )
    }
    if (!checksumsOf(known.sql).includes(checksum)) {
      throw new Failure(
        `${file} was written with another migration ${name} than this version has; restore it with the version that wrote it (${header.version}).`,
      )
    }
  }
  const isWritten = (/** @type {{ name: string }} */ { name }) => written.has(name)
  const later = migrations.filter((migration) => !isWritten(migration))
  return { file, end, until: migrations.filter(isWritten), later }
}

/**
 * Makes a database hold what a backup holds, and brings it to this version's schema: all in one transaction, so that
 * it has either all of it or what it had before. Throws a Failure while anybody else is connected to the database, and where
 * it holds data that are not to be replaced; if they are, a backup of them is written first.
 * @param {{ connectionString: string, backup: Restorable, replaces: import('./write.mjs').Place | null,
 *   log?: (line: string) => void }} options `replaces` says where the backup of what the database holds goes
 */
export async function restoreBackup({ connectionString, backup, replaces, log = console.log }) {
  const names = namesIn([...backup.until, ...backup.later])
  const client = await connect(connectionString, 'accord-restore')
  let isCommitting = false
  try {
    await client.query('begin')
    await client.query(`set local lock_timeout = '30s'`)
    await client.query('select pg_advisory_xact_lock($1)', [prismaLock])
    await refuseOthers(client)
    await checkDatabase(client)
    await checkRights(client, [...backup.until, ...backup.later])
    await setAside(client, { names, backup, replaces, log })
    await dropLedger(client, names)
    await client.query(bookkeeping)
    for (const migration of backup.until) await applyWithin(client, migration)
    await withoutForeignKeys(client, () => load(client, backup.file, names.tables))
    await setSequences(client)
    const { content } = await sumsOf(client, await listTables(client, names.tables))
    if (content !== backup.end.content)
      throw new Failure(`What was restored is not what ${backup.file} holds. Nothing was changed.`)
    for (const migration of backup.later) await applyWithin(client, migration)
    isCommitting = true
    await client.query('commit')
    await client.query('analyze')
  } catch (error) {
    throw sentenceOf(error, isCommitting)
  } finally {
    // This also ends a transaction that was not committed.
    await client.end()
  }
}

/**
 * Throws a Failure while the database has another session, such as those of a ledger that is running.
 * @param {import('pg').Client} client
 */
async function refuseOthers(client) {
  for (const deadline = Date.now() + PATIENCE; ; ) {
    // Within a transaction PostgreSQL would show the sessions that it showed first.
    await client.query('select pg_stat_clear_snapshot()')
    // Processes of PostgreSQL itself have no user. More than these columns is not shown to everybody.
    const { rows } = await client.query(
      `select current_database() as name, pg_backend_pid() as pid, string_agg(distinct coalesce(nullif(application_name, ''), 'unnamed'), ', ') as others
       from pg_stat_activity where datname = current_database() and usesysid is not null and pid <> pg_backend_pid()`,
    )
    const { name, pid, others } = rows[0]
    if (others === null) return
    if (Date.now() > deadline) {
      const why = isDirect(client, pid)
        ? 'stop it first'
        : 'stop it first; a pooler keeps connections open too, so name PostgreSQL itself in DATABASE_URL for a restore'
      throw new Failure(
        `The ledger is running, or something else is connected to the database ${name} (${others}); ${why}. Nothing was changed.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/**
 * Writes a backup of what the database holds, if anything.
 * @param {import('pg').Client} client
 * @param {Pick<Parameters<typeof restoreBackup>[0], 'backup' | 'replaces'> &
 *   { names: import('./objects.mjs').Names, log: (line: string) => void }} options
 */
async function setAside(client, { names, backup, replaces, log }) {
  const { rows } = await client.query(`select to_regclass('_prisma_migrations') is not null as "isLedger"`)
  if (!rows[0].isLedger) return
  pendingOf([...backup.until, ...backup.later], await listRecorded(client))
  const tables = await listTables(client, names.tables)
  if (tables.length === 0) return
  const list = tables.map(({ name }) => client.escapeIdentifier(name))
  // What is written after the backup by somebody who connects only now would be lost without a trace.
  await client.query(`lock table ${list} in access exclusive mode`)
  const found = await client.query(
    `select ${list.map((name) => `exists (select from ${name})`).join(' or ')} as "holdsData"`,
  )
  if (!found.rows[0].holdsData) return
  if (!replaces) {
    throw new Failure(
      `There is data in this database, and nothing was changed. To replace it, after a backup of it: npm run restore -- ${backup.file} --replace`,
    )
  }
  const { file } = await writeBackup(client, tables, replaces)
  log(`Before it is replaced, what was there was backed up: ${file}`)
}

/**
 * @param {import('pg').Client} client
 * @param {string} file
 * @param {string[]} names
 */
async function load(client, file, names) {
  const tables = new Map((await listTables(client, names)).map((table) => [table.name, table]))
  for await (const { table: name, columns, rows } of readBackup(file)) {
    const table = tables.get(name)
    if (!table || JSON.stringify(table.columns) !== JSON.stringify(columns))
      throw new Failure(`${file} holds a table ${name} that its schema has not. Nothing was changed.`)
    await insertRows(client, table, rows)
  }
}

/** What PostgreSQL refused becomes a sentence with its own words. @param {unknown} error @param {boolean} isCommitting */
function sentenceOf(error, isCommitting) {
  const { message } = /** @type {Error} */ (error)
  const isRefusal = isOfDatabase(error)
  if (isRefusal && isCommitting) {
    // It may have committed without our hearing of it.
    const sentence = `The connection was lost at the very end (${message}): all of the backup is there, or nothing was changed; npm run backup tells by the content hash.`
    return new Failure(sentence, { cause: error })
  }
  return isRefusal ? new Failure(`The restore failed, and nothing was changed: ${message}.`, { cause: error }) : error
}
