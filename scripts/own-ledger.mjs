import { existsSync } from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'
import { leave } from './shutdown.mjs'

/**
 * The ledger of this machine's settings: theirs, or its own PostgreSQL, the running one or one that runs for as long as
 * this does.
 * @param {import('./settings.mjs').Settings} settings
 */
export async function openLedger(settings) {
  refuseMissing(settings)
  const { connectionString, isStarted } = await openDatabase(settings)
  if (isStarted) {
    const { applyMigrations } = await import('./migrate.mjs')
    await applyMigrations({ connectionString, log: () => {} })
  }
  return connectionString
}

/**
 * The same database as it is: nothing is applied to it. Its own is made where there is none.
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<{ connectionString: string, isStarted: boolean }>} whether it runs only for as long as this does
 */
export async function openDatabase({ databaseUrl, dataDir }) {
  if (databaseUrl) return { connectionString: databaseUrl, isStarted: false }
  const { findRunningDatabase, openPostgres } = await import('./postgres.mjs')
  const running = await findRunningDatabase(dataDir)
  if (running) return { connectionString: running, isStarted: false }
  const { connectionString } = await openPostgres({ dataDir, address: '', onLost: () => leave(1) })
  return { connectionString, isStarted: true }
}

/** @param {import('./settings.mjs').Settings} settings */
export function refuseMissing({ databaseUrl, dataDir }) {
  if (!databaseUrl && !existsSync(path.join(dataDir, 'postgres')))
    throw new Failure(`There is no ledger in ${dataDir} yet; npm start makes one, and prints a link to set it up.`)
}
