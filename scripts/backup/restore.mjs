import path from 'node:path'
import { Failure } from '../failure.mjs'
import { applyWithin, bookkeeping, connect, listRecorded, pendingOf, prismaLock } from '../migrate.mjs'
import { checkDatabase } from '../migrations/database.mjs'
import { checksumsOf, readMigrations } from '../migrations/files.mjs'
import { root } from '../settings.mjs'
import { dropLedger, namesIn } from './objects.mjs'
import { checkBackup, readBackup } from './read.mjs'
import { insertRows, isOfDatabase, listTables, readAlike, setSequences, withoutForeignKeys } from './tables.mjs'
import { sumsOf, writeBackup } from './write.mjs'

/** For how long others are waited for, in milliseconds. */
const PATIENCE = 30_000

/**
 * A backup that was read from end to end and that this version can restore, in the schema that it was written in.
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
 * it has either all of it or what it had before. Throws a Failure where it holds data and these are not to be
 * replaced; else a backup of them is written first.
 * @param {{ connectionString: string, backup: Restorable, replaces: import('./write.mjs').Place | null,
 *   log?: (line: string) => void }} options `replaces` says where the backup of what it holds goes
 */
export async function restoreBackup({ connectionString, backup, replaces, log = console.log }) {
  const names = namesIn([...backup.until, ...backup.later])
  const client = await connect(connectionString, 'accord-restore')
  let isCommitting = false
  try {
    await client.query('begin')
    await readAlike(client)
    await client.query(`set local lock_timeout = '30s'`)
    await client.query('select pg_advisory_xact_lock($1)', [prismaLock])
    await checkDatabase(client)
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
    // Ends a transaction that was not committed, too.
    await client.end()
  }
}

/**
 * Keeps everybody else out of a ledger that is there, and writes a backup of what it holds.
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
  // What is written after the backup of what is there would be lost without a trace.
  await keepOthersOut(client, names)
  const list = tables.map(({ name }) => client.escapeIdentifier(name))
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
 * Takes every table for itself, until the end of the transaction. It asks for all of them within half of the second after
 * which PostgreSQL takes waiting for a deadlock, else lets go of those that it has and asks again: somebody who reads two
 * tables may wait for the one that it has, while it waits for the other.
 * @param {import('pg').Client} client
 * @param {import('./objects.mjs').Names} names
 */
async function keepOthersOut(client, { tables }) {
  const { rows } = await client.query(
    `select string_agg(oid::regclass::text, ', ') as list from pg_class
     where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname = any($1)`,
    [tables],
  )
  for (const deadline = Date.now() + PATIENCE; ; ) {
    await client.query(`savepoint asking; set local statement_timeout = '500ms'`)
    try {
      await client.query(`lock table ${rows[0].list} in access exclusive mode`)
      await client.query('release savepoint asking; set local statement_timeout = 0')
      return
    } catch (error) {
      if (/** @type {import('pg').DatabaseError} */ (error).code !== '57014') throw error
      if (Date.now() > deadline)
        throw new Failure('The ledger is in use and did not come to rest within 30 s. Nothing was changed; try again.')
      await client.query('rollback to savepoint asking')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
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

/** What PostgreSQL refused is told as a sentence, with its own words. @param {unknown} error @param {boolean} isCommitting */
function sentenceOf(error, isCommitting) {
  const { message, code = '' } = /** @type {import('pg').DatabaseError} */ (error)
  if (code === '55P03')
    return new Failure('The ledger is in use and did not come to rest within 30 s. Nothing was changed; try again.')
  const isRefusal = isOfDatabase(error)
  if (isRefusal && isCommitting) {
    // Whether it came to that, nobody told us.
    const sentence = `The connection was lost at the very end (${message}): all of the backup is there, or nothing was changed; npm run backup tells by the content hash.`
    return new Failure(sentence, { cause: error })
  }
  return isRefusal ? new Failure(`The restore failed, and nothing was changed: ${message}.`, { cause: error }) : error
}
