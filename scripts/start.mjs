import './require-node.mjs'
import { Failure } from './failure.mjs'
import { openDatabase } from './own-ledger.mjs'
import { isPortFree } from './port.mjs'
import { keepSecret } from './secret.mjs'
import { addressOf, loadEnvFile, readSettings } from './settings.mjs'
import { build, bundle, generateClient, installPackages, requireBuild } from './setup.mjs'
import { conduct, isLeaving, leave } from './shutdown.mjs'
import { step } from './step.mjs'

const development = process.argv.includes('--dev')
/** Takes what is there as it is and writes nothing beside it: for an image, or a folder that belongs to somebody else. */
const built = process.argv.includes('--built')

await conduct({ codeOnSignal: 0 }, async () => {
  loadEnvFile()
  const settings = readSettings(process.env)
  await refuseTakenPort(settings)
  const secret = settings.secret ?? keepSecret(settings.dataDir)

  if (!built) await installPackages()
  // Before a build, which takes long, and before anything is written.
  if (settings.databaseUrl) await openDatabase(settings, { writes: true })
  if (built) requireBuild()
  else await prepareProgram()

  const connectionString = settings.databaseUrl ?? (await startOwnPostgres(settings))
  await prepareDatabase(connectionString, settings.timeZone)
  const invitation = await findSetup(connectionString, settings)
  const { serve } = await import('./serve.mjs')
  const server = await step('starting the web server', 'web server started', () =>
    serve({ ...settings, secret, connectionString, development }),
  )
  server.ended.then(() => leaveUnexpectedly('The web server ended by itself.'))
  console.log([server.address, invitation].filter(Boolean).join('\n'))
})

async function prepareProgram() {
  await generateClient()
  await (development ? bundle() : build())
}

/** @param {import('./settings.mjs').Settings} settings */
async function refuseTakenPort({ host, port, dataDir, databaseUrl }) {
  if (await isPortFree(host, port)) return
  // Most likely the ledger itself, started twice; before packages are installed nothing can be asked.
  const postgres = databaseUrl ? null : await import('./postgres.mjs').catch(() => null)
  const refusal = await postgres?.findRunningLedger(dataDir)
  throw new Failure(refusal ?? `Port ${port} on ${host} is already in use; set PORT to a free one.`)
}

/** @param {import('./settings.mjs').Settings} settings */
async function startOwnPostgres({ dataDir, host, port }) {
  const { openPostgres } = await import('./postgres.mjs')
  const postgres = await step('starting PostgreSQL', 'PostgreSQL started', () =>
    openPostgres({
      dataDir,
      address: addressOf({ host, port }),
      onLost: () => leaveUnexpectedly('PostgreSQL ended by itself.'),
    }),
  )
  return postgres.connectionString
}

/** @param {string} connectionString @param {string} timeZone */
async function prepareDatabase(connectionString, timeZone) {
  const [{ applyMigrations }, { isEmpty, seed }] = await Promise.all([import('./migrate.mjs'), import('./seed.mjs')])
  const warnings = /** @type {string[]} */ ([])
  await step('migrating the database', 'database migrated', () =>
    applyMigrations({ connectionString, log: (line) => warnings.push(line) }),
  )
  for (const warning of warnings) console.log(warning)
  if (await isEmpty(connectionString)) await step('seeding', 'seeded', () => seed(connectionString, timeZone))
}

/**
 * While nobody has an account: makes the owner that the settings name, or a line with a link to set the ledger up.
 * @param {string} connectionString
 * @param {import('./settings.mjs').Settings} settings
 */
async function findSetup(connectionString, settings) {
  const { createOwner, hasPeople, makeSetupLink } = await import('./people.mjs')
  if (await hasPeople(connectionString)) return null
  if (settings.owner) {
    const { owner } = settings
    await step('creating the owner', `owner ${owner.email} created`, () => createOwner(connectionString, owner))
    return null
  }
  const link = await makeSetupLink(connectionString, settings.url ?? addressOf(settings))
  return link && `To create the first account, open this link within an hour; it works once: ${link}`
}

function leaveUnexpectedly(/** @type {string} */ sentence) {
  if (isLeaving()) return
  console.error(sentence)
  leave(1)
}
