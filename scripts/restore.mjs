// Puts a backup into the database of this machine's ledger, which must not be running:
//   npm run restore <file>                where it holds no data
//   npm run restore -- <file> --replace   in place of what it holds, of which a backup is written first
import './require-node.mjs'
import { rowsIn } from './backup/format.mjs'
import { openBackup, restoreBackup } from './backup/restore.mjs'
import { fromOperator, placeOf } from './backup/write.mjs'
import { Failure } from './failure.mjs'
import { openStopped } from './own-ledger.mjs'
import { verifyRecord } from './record.mjs'
import { loadEnvFile, readSettings } from './settings.mjs'
import { prepareTools } from './setup.mjs'
import { conduct, leave } from './shutdown.mjs'

const usage = `npm run restore <file>               puts a backup into a database that holds no data
npm run restore -- <file> --replace  puts it in place of what the database holds, after a backup of that`

await conduct({ codeOnSignal: 130 }, async () => {
  const args = process.argv.slice(2)
  const [named, ...rest] = args.filter((argument) => argument !== '--replace')
  if (!named || named.startsWith('-') || rest.length) throw new Failure(usage)

  loadEnvFile()
  const settings = readSettings(process.env)
  // On a new machine a restore comes before the first start.
  await prepareTools()
  const backup = await openBackup(fromOperator(named))
  const { connectionString } = await openStopped(settings)
  const replaces = args.includes('--replace') ? placeOf(undefined, settings.dataDir) : null
  await restoreBackup({ connectionString, backup, replaces })
  const { tables, content } = backup.end
  console.log(`Restored ${rowsIn(backup.end)} rows of ${tables.length} tables: content ${content}.`)
  const sentence = 'What was backed up is there again, and its record was not whole when it was backed up.'
  // What is switched off in this database was not in the backup.
  const { verdict } = await verifyRecord(connectionString, { head: backup.end.head.hash, sentence })
  console.log(verdict)
  console.log('Everybody signs in again: a backup holds no sessions.')
  await leave(0)
})
