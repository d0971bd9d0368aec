// Writes this machine's ledger into one file, whether it is running or not:
//   npm run backup                 into the directory backups of the data directory
//   npm run backup <file>          into this file, or into this directory under a name of its own
import './require-node.mjs'
import { rowsIn } from './backup/format.mjs'
import { takeBackup } from './backup/take.mjs'
import { placeOf } from './backup/write.mjs'
import { Failure } from './failure.mjs'
import { openDatabase, refuseMissing } from './own-ledger.mjs'
import { loadEnvFile, readSettings } from './settings.mjs'
import { conduct, leave } from './shutdown.mjs'

const usage = `npm run backup         writes a backup into the directory backups of the data directory
npm run backup <file>  writes it into this file, or into this directory under a name of its own`

await conduct({ codeOnSignal: 130 }, async () => {
  const [named, ...rest] = process.argv.slice(2)
  if (rest.length || named?.startsWith('-')) throw new Failure(usage)

  loadEnvFile()
  const settings = readSettings(process.env)
  const place = placeOf(named, settings.dataDir)
  refuseMissing(settings)
  const { connectionString } = await openDatabase(settings, { writes: false })
  const { file, end } = await takeBackup({ connectionString, place })
  const { head, content, tables } = end
  console.log(
    `Backed up ${rowsIn(end)} rows of ${tables.length} tables: ${head.sequence} changes, head ${head.hash}; content ${content}.`,
  )
  console.log(file)
  await leave(0)
})
