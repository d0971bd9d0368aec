import { existsSync } from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'
import { leave } from './shutdown.mjs'

/**
 * The ledger of this machine's settings: theirs, or its own PostgreSQL, the running one or one that runs for as long as
 * this does.
 * @param {import('./settings.mjs').Settings} settings
 */
export async function openLedger({ databaseUrl, dataDir }) {
  if (databaseUrl) return databaseUrl
  if (!existsSync(path.join(dataDir, 'postgres')))
    throw new Failure(`There is no ledger in ${dataDir} yet; npm start makes one, and prints a link to set it up.`)
  const [{ findRunningDatabase, openPostgres }, { applyMigrations }] = await Promise.all([
    import('./postgres.mjs'),
    import('./migrate.mjs'),
  ])
  const running = await findRunningDatabase(dataDir)
  if (running) return running
  const { connectionString } = await openPostgres({ dataDir, address: '', onLost: () => leave(1) })
  await applyMigrations({ connectionString, log: () => {} })
  return connectionString
}
