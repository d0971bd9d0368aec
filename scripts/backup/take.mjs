import path from 'node:path'
import { connect } from '../database/connect.mjs'
import { isOfDatabase } from '../database/refusals.mjs'
import { Failure } from '../failure.mjs'
import { listRecorded, pendingOf } from '../migrate.mjs'
import { readMigrations } from '../migrations/files.mjs'
import { root } from '../settings.mjs'
import { listStrangers, namesIn } from './objects.mjs'
import { listTables } from './tables.mjs'
import { writeBackup } from './write.mjs'

/**
 * Writes a backup of a ledger as it is at one moment, even while people write, in the schema that it has.
 * @param {{ connectionString: string, place: import('./write.mjs').Place, directory?: string,
 *   log?: (line: string) => void }} options
 */
export async function takeBackup({ connectionString, place, directory = 'prisma/migrations', log = console.log }) {
  const migrations = readMigrations(path.resolve(root, directory))
  const names = namesIn(migrations)
  const client = await connect(connectionString, 'accord-backup')
  try {
    const { rows } = await client.query(`select to_regclass('_prisma_migrations') is not null as "isLedger"`)
    if (!rows[0].isLedger) throw new Failure('There is no ledger in this database yet; npm start makes one.')
    await seeOneState(client, names)
    pendingOf(migrations, await listRecorded(client))
    const tables = await listTables(client, names.tables)
    if (!tables.some(({ name }) => name === 'Change'))
      throw new Failure('There is no ledger in this database yet; npm start makes one.')
    const strangers = await listStrangers(client, names)
    if (strangers.length > 0) log(`Left out, because it is not the ledger's: ${strangers.join(', ')}.`)
    return await writeBackup(client, tables, place)
  } catch (error) {
    if (!isOfDatabase(error)) throw error
    throw new Failure(`The backup was not written: ${/** @type {Error} */ (error).message}.`, { cause: error })
  } finally {
    await client.end()
  }
}

/**
 * Begins a transaction that sees one state of the ledger. It holds the tables before that state is chosen, since one that a
 * restore or a migration has made again in between would look empty.
 * @param {import('pg').Client} client
 * @param {import('./objects.mjs').Names} names
 */
async function seeOneState(client, names) {
  const tables = [...(await listTables(client, names.tables)).map(({ name }) => name), '_prisma_migrations']
  await client.query('begin isolation level repeatable read read only')
  await client.query(`lock table ${tables.map((name) => client.escapeIdentifier(name))} in access share mode`)
}
