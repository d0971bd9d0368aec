import './require-node.mjs'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect } from './database/connect.mjs'
import { isOfDatabase } from './database/refusals.mjs'
import { checkRights, refuseClosedTables } from './database/rights.mjs'
import { checkServer } from './database/server.mjs'
import { Failure, report } from './failure.mjs'
import { checkDatabase, findOldIndexes, findRisks, findSearchTrouble } from './migrations/database.mjs'
import { checksumsOf, readMigrations } from './migrations/files.mjs'
import { loadEnvFile, readSettings, root } from './settings.mjs'

/** Prisma's own lock, so that `prisma migrate deploy` and this runner exclude each other. */
export const prismaLock = 72707369

/** Prisma's own table, so that either can continue where the other stopped. */
export const bookkeeping = `create table if not exists _prisma_migrations (
  id                  varchar(36) primary key not null,
  checksum            varchar(64) not null,
  finished_at         timestamptz,
  migration_name      varchar(255) not null,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

/**
 * Brings a database to this version's schema: each pending file in one transaction of its own, together with its row of
 * bookkeeping. Several processes may do this at once. Throws a Failure when a migration fails (its changes are undone),
 * or when the database is not one this version can work with.
 *
 * @param {{ connectionString: string, directory?: string, log?: (line: string) => void }} options
 * @returns {Promise<string[]>} the names of the migrations applied
 */
export async function applyMigrations({ connectionString, directory = 'prisma/migrations', log = console.log }) {
  const migrations = readMigrations(path.resolve(root, directory))
  const client = await connect(connectionString, 'accord-migrate')
  try {
    await checkServer(connectionString, client, { writes: true })
    await checkDatabase(client)
    await lock(client)
    const pending = await findPending(client, migrations)
    await checkRights(client, pending)
    if (pending.length > 0) await client.query(bookkeeping)
    for (const migration of pending) await apply(client, migration)
    for (const trouble of [await findSearchTrouble(client), await findOldIndexes(client)]) if (trouble) log(trouble)
    for (const risk of await findRisks(client)) log(risk)
    return pending.map(({ name }) => name)
  } catch (error) {
    if (!isOfDatabase(error)) throw error
    throw new Failure(`The database could not be prepared: ${/** @type {Error} */ (error).message}.`, { cause: error })
  } finally {
    // Ending the session also gives up the lock.
    await client.end()
  }
}

/** @param {import('pg').Client} client */
async function lock(client) {
  await client.query(`set lock_timeout = '10min'`)
  await client.query('select pg_advisory_lock($1)', [prismaLock])
  await client.query('set lock_timeout = 0')
}

/**
 * The migrations that are still to be applied to a database; of one that holds no ledger, all.
 * @param {import('pg').Client} client
 * @param {import('./migrations/files.mjs').Migration[]} migrations
 */
export async function findPending(client, migrations) {
  const { rows } = await client.query(
    `select coalesce(has_table_privilege(to_regclass('_prisma_migrations'), 'select'), false) as "isReadable"`,
  )
  return pendingOf(migrations, rows[0].isReadable ? await listRecorded(client) : [])
}

/**
 * Throws a Failure unless a database holds a ledger of the present schema, in tables that the account may read or write.
 * @param {import('pg').Client} client
 * @param {{ writes: boolean }} options
 */
export async function refusePending(client, { writes }) {
  const migrations = readMigrations(path.resolve(root, 'prisma/migrations'))
  await refuseClosedTables(client, writes ? 'read and write' : 'read')
  const pending = await findPending(client, migrations)
  if (pending.length === migrations.length)
    throw new Failure('There is no ledger in this database yet; npm start makes one.')
  if (pending.length > 0)
    throw new Failure('The ledger in this database is of an older version; npm start brings it to this one.')
}

/**
 * The migrations that were applied to a database, or begun, oldest first.
 * @param {import('pg').Client} client
 * @returns {Promise<{ migration_name: string, checksum: string, finished_at: Date | null }[]>}
 */
export async function listRecorded(client) {
  const { rows } = await client.query(
    'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null order by started_at',
  )
  return rows
}

/**
 * Those that are still to be applied. Throws a Failure when what is recorded is not what this version knows.
 * @param {import('./migrations/files.mjs').Migration[]} migrations
 * @param {Awaited<ReturnType<typeof listRecorded>>} recorded
 */
export function pendingOf(migrations, recorded) {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { migration_name: name, checksum, finished_at } of recorded) {
    const migration = known.get(name)
    if (!finished_at) {
      throw new Failure(
        `Migration ${name} was begun by prisma migrate and did not finish; repair the database, then mark it with prisma migrate resolve.`,
      )
    }
    if (!migration) {
      throw new Failure(
        `The database is newer than this version of the ledger: it has the migration ${name}, which is unknown here; update the ledger.`,
      )
    }
    if (!checksumsOf(migration.sql).includes(checksum)) {
      throw new Failure(
        `Migration ${name} was changed after it had been applied to this database; restore its file and put the change into a new migration.`,
      )
    }
  }
  const applied = new Set(recorded.map((row) => row.migration_name))
  return migrations.filter(({ name }) => !applied.has(name))
}

/**
 * @param {import('pg').Client} client
 * @param {import('./migrations/files.mjs').Migration} migration
 */
async function apply(client, { name, sql }) {
  await client.query('begin')
  try {
    await applyWithin(client, { name, sql })
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    const { message, position } = /** @type {import('pg').DatabaseError} */ (error)
    const line = position
      ? `, line ${
          [...sql]
            .slice(0, Number(position) - 1)
            .join('')
            .split('\n').length
        }`
      : ''
    throw new Failure(`Migration ${name} failed and was undone: ${message} (migration.sql${line}).`, { cause: error })
  }
}

/**
 * Applies a migration and records it, in the transaction that the caller is in.
 * @param {import('pg').Client} client
 * @param {import('./migrations/files.mjs').Migration} migration
 */
export async function applyWithin(client, { name, sql }) {
  // The whole script at once: splitting at semicolons would break function bodies.
  await client.query(sql)
  await client.query(
    `insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
     values ($1, $2, clock_timestamp(), $3, 1)`,
    [randomUUID(), checksumsOf(sql)[0], name],
  )
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    loadEnvFile()
    const { databaseUrl } = readSettings(process.env)
    if (!databaseUrl) throw new Failure('Set DATABASE_URL to the database to migrate; npm start migrates its own.')
    const names = await applyMigrations({ connectionString: databaseUrl })
    console.log(names.length ? `Applied ${names.join(', ')}.` : 'The database is up to date.')
  } catch (error) {
    report(error)
    process.exitCode = 1
  }
}
