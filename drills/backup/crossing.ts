import path from 'node:path'
import { openCluster } from '../support/cluster'
import { enterAgreement } from '../support/ledgers'
import { complete } from './commands'
import { grow } from './grow'
import type { BackupStage } from './stage'

const SIZE = 2_000

/** From an older PostgreSQL into the ledger's own, and back: the same content, and a record that verifies. */
export async function crossVersions({ bin, scratch, wrong }: BackupStage) {
  const older = await openCluster({ bin, directory: path.join(scratch, 'older') })
  const [{ version } = {}] = await older.sql(`SELECT current_setting('server_version') AS version`)
  await older.sql('CREATE DATABASE accord')
  await older.sql('CREATE DATABASE back')
  await enterAgreement(older.url)
  await grow(older.url, SIZE)

  const places: [string, Record<string, string>][] = [
    [`PostgreSQL ${version}`, { DATABASE_URL: older.url }],
    ["the ledger's own", { ACCORD_DATA_DIR: path.join(scratch, 'own') }],
    [`PostgreSQL ${version} again`, { DATABASE_URL: older.url.replace(/accord$/, 'back') }],
  ]
  let content = ''
  let file = ''
  for (const [index, [place, settings]] of places.entries()) {
    if (file) await complete('restore', [file], settings)
    file = path.join(scratch, `crossing-${index}.gz`)
    const taken = await complete('backup', [file], settings)
    if (content && taken.content !== content) wrong.push(`${place} has another content`)
    content = taken.content
    console.log(`${place}: ${taken.said.split('\n')[0]} ${wrong.length} wrong`)
  }
  await older.stop()
}
