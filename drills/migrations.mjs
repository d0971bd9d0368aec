#!/usr/bin/env node
// Migrations that are cut off at each of their statements, runners that are killed at random moments, three nodes that
// start at once on one empty database, and a database that is newer than the ledger: old or new, never between.
//   node drills/migrations.mjs [--rounds 20] [--seed 1]
import '../scripts/require-node.mjs'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { end, start } from '../scripts/command.mjs'
import { Failure } from '../scripts/failure.mjs'
import { applyMigrations } from '../scripts/migrate.mjs'
import { readMigrations } from '../scripts/migrations/files.mjs'
import { pickFreePort } from '../scripts/port.mjs'
import { findBinaries } from '../scripts/postgres/binaries.mjs'
import { root } from '../scripts/settings.mjs'
import { build, generateClient, installPackages } from '../scripts/setup.mjs'
import { beforeLeaving, conduct, leave } from '../scripts/shutdown.mjs'
import { openCluster } from './cluster.mjs'
import { startLedger } from './own-start.mjs'
import { pause, randomFrom } from './random.mjs'
import { schemaOf } from './schema.mjs'
import { statementsOf } from './statements.mjs'
import { SECRET } from './throwaway-ledger.mjs'
import { verify } from './verdict.mjs'

const text = /** @type {const} */ ({ type: 'string' })
const { values } = parseArgs({ options: { rounds: { ...text, default: '20' }, seed: { ...text, default: '1' } } })
const migrations = readMigrations(path.join(root, 'prisma', 'migrations'))
const wrong = /** @type {string[]} */ ([])

await conduct({ codeOnSignal: 130 }, async () => {
  await installPackages()
  await generateClient()
  await build()
  const scratch = mkdtempSync(path.join(tmpdir(), 'accord-migrations-'))
  // PostgreSQL may run as another account than root, and has to pass.
  chmodSync(scratch, 0o711)
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))
  const directory = path.join(scratch, 'postgres')
  mkdirSync(directory, { mode: 0o711 })
  const postgres = await openCluster({ bin: findBinaries(), directory })
  const newDatabase = () => postgres.newDatabase()

  const steps = await cutAtEachStatement(await newDatabase(), path.join(scratch, 'migrations'))
  await killRunners(newDatabase, postgres, steps)
  await startThree(await newDatabase(), scratch)
  await refuseNewer(await newDatabase(), scratch)
  console.log(wrong.length === 0 ? 'held: old or new, never between' : wrong.join('\n'))
  await leave(wrong.length === 0 ? 0 : 1)
})

/**
 * The connection of each migration is ended after each of its statements. Returns what the schema is before the first,
 * and after each.
 * @param {string} connectionString
 * @param {string} directory
 */
async function cutAtEachStatement(connectionString, directory) {
  const steps = [await schemaOf(connectionString)]
  mkdirSync(directory)
  for (const { name, sql } of migrations) {
    const file = path.join(directory, name, 'migration.sql')
    mkdirSync(path.dirname(file))
    const statements = statementsOf(sql)
    const before = steps.at(-1)
    for (let n = 0; n <= statements.length; n += 1) {
      const cut = [...statements.slice(0, n), 'SELECT pg_terminate_backend(pg_backend_pid())', ...statements.slice(n)]
      writeFileSync(file, `${cut.join(';\n')};\n`)
      const said = await applyMigrations({ connectionString, directory, log: () => {} }).then(
        () => 'nothing',
        (error) => (error instanceof Failure ? error.message : `a bug: ${error.stack}`),
      )
      if (!said.startsWith(`Migration ${name} failed and was undone: terminating connection`))
        wrong.push(`${name}, cut after ${n} statements, said ${said}`)
      if ((await schemaOf(connectionString)) !== before) wrong.push(`${name}, cut after ${n} statements, left a trace`)
    }
    cpSync(path.join(root, 'prisma', 'migrations', name, 'migration.sql'), file)
    await applyMigrations({ connectionString, directory, log: () => {} })
    steps.push(await schemaOf(connectionString))
    console.log(`${name}: cut at each of ${statements.length + 1} places, then applied; ${wrong.length} wrong`)
  }
  return steps
}

/**
 * @param {() => Promise<string>} newDatabase
 * @param {Awaited<ReturnType<typeof openCluster>>} postgres
 * @param {string[]} steps
 */
async function killRunners(newDatabase, postgres, steps) {
  const random = randomFrom(Number(values.seed))
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const connectionString = await newDatabase()
    const env = { ...process.env, DATABASE_URL: connectionString }
    const child = start(process.execPath, ['scripts/migrate.mjs'], { env, stdio: 'ignore' })
    const forget = beforeLeaving(() => end(child, 1_000))
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await Promise.race([ended, pause(100 + random() * 500)])
    child.kill('SIGKILL')
    await ended
    forget()
    const working = `SELECT FROM pg_stat_activity WHERE application_name = 'accord-migrate'`
    while ((await postgres.sql(working)).length > 0) await pause(20)
    const step = steps.indexOf(await schemaOf(connectionString))
    if (step < 0) wrong.push(`round ${round}: a killed runner left something between two migrations`)
    await applyMigrations({ connectionString, log: () => {} })
    if ((await schemaOf(connectionString)) !== steps.at(-1))
      wrong.push(`round ${round}: the next runner did not end it`)
    console.log(`round ${round}: killed after ${step} of ${migrations.length} migrations; ${wrong.length} wrong`)
  }
}

/** @param {string} connectionString @param {string} scratch */
async function startThree(connectionString, scratch) {
  const nodes = await Promise.all(
    [1, 2, 3].map(async (node) =>
      startLedger({
        ...{ DATABASE_URL: connectionString, ACCORD_SECRET: SECRET, PORT: String(await pickFreePort()) },
        ACCORD_DATA_DIR: path.join(scratch, `node-${node}`),
      }),
    ),
  )
  const totals = await Promise.all(
    nodes.map(async ({ address }) => (await (await fetch(`${address}/api/v1/commitments`)).json()).total),
  )
  const seeded = nodes.filter(({ said }) => said().includes('✓ seeded')).length
  if (new Set(totals).size !== 1 || !(totals[0] > 0)) wrong.push(`three nodes tell of ${totals.join(', ')} commitments`)
  console.log(`three nodes at once on an empty database: each tells of ${totals[0]}, ${seeded} went to seed it`)
  console.log(await verify(connectionString))
  for (const { stop } of nodes) await stop()
}

/** @param {string} connectionString @param {string} scratch */
async function refuseNewer(connectionString, scratch) {
  await applyMigrations({ connectionString, log: () => {} })
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(`INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name)
    VALUES ('newer', repeat('0', 64), now(), '29990101000000_of_a_newer_version')`)
  await client.end()
  const before = await schemaOf(connectionString)
  const settings = { DATABASE_URL: connectionString, ACCORD_SECRET: SECRET, PORT: String(await pickFreePort()) }
  const said = await startLedger({ ...settings, ACCORD_DATA_DIR: path.join(scratch, 'newer') }).then(
    () => 'nothing',
    (error) => String(error.output).trim().split('\n').at(-1) ?? '',
  )
  if (!/^The database is newer than this version of the ledger: .+; update the ledger\.$/.test(said))
    wrong.push(`a newer database was answered ${said}`)
  if ((await schemaOf(connectionString)) !== before) wrong.push('a newer database was changed')
  console.log(`a newer database: ${said}`)
}
