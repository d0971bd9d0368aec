import { existsSync } from 'node:fs'
import path from 'node:path'
import { connected } from './database/connect.mjs'
import { checkServer } from './database/server.mjs'
import { Failure } from './failure.mjs'
import { leave } from './shutdown.mjs'

/**
 * The database of this machine's ledger at the present schema: the one that DATABASE_URL names, or its own PostgreSQL, which
 * is started for as long as this script runs unless it is running. Throws a Failure where there is no ledger in it yet, or
 * one of an older schema that is not the script's to change.
 * @param {import('./settings.mjs').Settings} settings
 * @param {{ writes: boolean }} options
 */
export async function openLedger(settings, { writes }) {
  refuseMissing(settings)
  const { connectionString, isStarted } = await openDatabase(settings, { writes })
  const { applyMigrations, refusePending } = await import('./migrate.mjs')
  if (isStarted) await applyMigrations({ connectionString, log: () => {} })
  else await connected(connectionString, 'accord-check', (client) => refusePending(client, { writes }))
  return connectionString
}

/**
 * The same database with the schema that it has. A PostgreSQL of its own is made where there is none.
 * @param {import('./settings.mjs').Settings} settings
 * @param {{ writes: boolean }} options
 * @returns {Promise<{ connectionString: string, isStarted: boolean }>} whether it was started for this script
 */
export async function openDatabase({ databaseUrl, dataDir }, { writes }) {
  if (databaseUrl) {
    await connected(databaseUrl, 'accord-check', (client) => checkServer(databaseUrl, client, { writes }))
    return { connectionString: databaseUrl, isStarted: false }
  }
  const { findRunningDatabase, openPostgres } = await import('./postgres.mjs')
  const running = await findRunningDatabase(dataDir)
  if (running) return { connectionString: running, isStarted: false }
  const { connectionString } = await openPostgres({ dataDir, address: '', onLost: () => leave(1) })
  return { connectionString, isStarted: true }
}

/**
 * The same database, unless the ledger is running on its own PostgreSQL: then this throws a Failure. A PostgreSQL elsewhere
 * has to be asked for its sessions.
 * @param {import('./settings.mjs').Settings} settings
 */
export async function openStopped(settings) {
  const { findRunningDatabase } = await import('./postgres.mjs')
  if (!settings.databaseUrl && (await findRunningDatabase(settings.dataDir)))
    throw new Failure(`The ledger in ${settings.dataDir} is running; stop it first. Nothing was changed.`)
  return openDatabase(settings, { writes: true })
}

/** @param {import('./settings.mjs').Settings} settings */
export function refuseMissing({ databaseUrl, dataDir }) {
  if (!databaseUrl && !existsSync(path.join(dataDir, 'postgres')))
    throw new Failure(`There is no ledger in ${dataDir} yet; npm start makes one, and prints a link to set it up.`)
}
