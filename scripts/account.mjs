// Helps people who are locked out of this machine's ledger, whether it is running or not:
//   npm run account -- list
//   npm run account -- password-link wen@example.org
//   npm run account -- make-admin wen@example.org
import './require-node.mjs'
import { Failure } from './failure.mjs'
import { openLedger } from './own-ledger.mjs'
import { addressOf, loadEnvFile, readSettings } from './settings.mjs'
import { conduct, leave } from './shutdown.mjs'

const usage = `npm run account -- list                   everyone with an account
npm run account -- password-link <email>  prints a link, once and for 24 hours, to set a new password
npm run account -- make-admin <email>     makes somebody an administrator, and active again`

await conduct({ codeOnSignal: 130 }, async () => {
  const [command = '', email, ...rest] = process.argv.slice(2)
  const takesEmail = ['password-link', 'make-admin'].includes(command)
  if (rest.length || (takesEmail ? !email : command !== 'list' || email)) throw new Failure(usage)

  loadEnvFile()
  const settings = readSettings(process.env)
  const { runAccount } = await import('./people.mjs')
  const printed = await runAccount(await openLedger(settings, { writes: command !== 'list' }), [
    command,
    ...(email ? [email] : []),
  ])
  console.log(command === 'password-link' ? `${settings.url ?? addressOf(settings)}${printed}` : printed)
  await leave(0)
})
