import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { Failure } from '../../scripts/failure.mjs'
import { applyMigrations } from '../../scripts/migrate.mjs'
import { seed } from '../../scripts/seed.mjs'
import { openCluster } from '../cluster.mjs'
import { complete } from './commands.mjs'
import { grow } from './grow.mjs'

const SIZE = 2_000

/**
 * From an older PostgreSQL into the ledger's own, and back: the same content, and a record that verifies.
 * @param {import('../backup.mjs').Stage} stage
 */
export async function crossVersions({ bin, scratch, wrong }) {
  if (!existsSync(path.join(bin, 'initdb')))
    throw new Failure(`There is no PostgreSQL in ${bin}; install postgresql-15, or name another with --bin.`)
  const directory = path.join(scratch, 'older')
  mkdirSync(directory, { mode: 0o711 })
  const older = await openCluster({ bin, directory })
  const [{ version }] = await older.sql(`SELECT current_setting('server_version') AS version`)
  await older.sql('CREATE DATABASE accord')
  await older.sql('CREATE DATABASE back')
  await applyMigrations({ connectionString: older.url, log: () => {} })
  await seed(older.url, 'UTC')
  await grow(older.url, SIZE)

  const places = {
    [`PostgreSQL ${version}`]: { DATABASE_URL: older.url },
    "the ledger's own": { ACCORD_DATA_DIR: path.join(scratch, 'own') },
    [`PostgreSQL ${version} again`]: { DATABASE_URL: older.url.replace(/accord$/, 'back') },
  }
  let content = ''
  let file = ''
  for (const [place, settings] of Object.entries(places)) {
    if (file) await complete('restore', [file], settings)
    file = path.join(scratch, `crossing-${Object.keys(places).indexOf(place)}.gz`)
    const taken = await complete('backup', [file], settings)
    if (content && taken.content !== content) wrong.push(`${place} has another content`)
    content = taken.content
    console.log(`${place}: ${taken.said.split('\n')[0]} ${wrong.length} wrong`)
  }
  await older.stop()
}
