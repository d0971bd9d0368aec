// Checks the record of this machine's ledger, whether it is running or not:
//   npm run verify                    every change, and that the ledger is what they say
//   npm run verify -- --head <hash>   and that a head noted earlier is still part of them
import './require-node.mjs'
import { Failure } from './failure.mjs'
import { openLedger } from './own-ledger.mjs'
import { verifyRecord } from './record.mjs'
import { loadEnvFile, readSettings } from './settings.mjs'
import { conduct, leave } from './shutdown.mjs'

const usage = `npm run verify                    checks every change, and that the ledger is what they say
npm run verify -- --head <hash>   and that a head noted earlier, 64 letters and digits, is still part of them`

await conduct({ codeOnSignal: 130 }, async () => {
  const [option, hash, ...rest] = process.argv.slice(2)
  const asksForHead = option === '--head' && /^[0-9a-f]{64}$/.test(hash ?? '')
  if (rest.length || (option !== undefined && !asksForHead)) throw new Failure(usage)

  loadEnvFile()
  const connectionString = await openLedger(readSettings(process.env), { writes: false })
  const { verdict, isProtected } = await verifyRecord(connectionString, {
    head: hash,
    sentence: 'The record is not whole.',
  })
  if (!isProtected)
    throw Object.assign(new Failure('The record is whole, and a protection of it is off.'), { output: verdict })
  console.log(verdict)
  await leave(0)
})
