import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { end, start } from '@/scripts/command.mjs'
import { Failure } from '@/scripts/failure.mjs'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { readMigrations } from '@/scripts/migrations/files.mjs'
import { root } from '@/scripts/settings.mjs'
import { beforeLeaving } from '@/scripts/shutdown.mjs'
import type { Cluster } from '../support/cluster'
import { randomFrom } from '../support/numbers'
import { schemaOf } from '../support/schema'
import { statementsOf } from './statements'

const source = path.join(root, 'prisma', 'migrations')
const migrations = readMigrations(source)
const quietly = { log: () => {} }

/**
 * Ends the connection of each migration after each of its statements: nothing of the migration may be left. Resolves to what
 * the schema is before the first migration and after each, in order.
 */
export async function cutAtEachStatement(connectionString: string, directory: string, wrong: string[]) {
  const steps = [await schemaOf(connectionString)]
  mkdirSync(directory)
  for (const { name, sql } of migrations) {
    const file = path.join(directory, name, 'migration.sql')
    mkdirSync(path.dirname(file))
    const statements = statementsOf(sql)
    const before = steps.at(-1)
    for (let n = 0; n <= statements.length; n += 1) {
      const cut = statements.toSpliced(n, 0, 'SELECT pg_terminate_backend(pg_backend_pid())')
      writeFileSync(file, `${cut.join(';\n')};\n`)
      const said = await applyMigrations({ connectionString, directory, ...quietly }).then(
        () => 'nothing',
        (error: Error) => (error instanceof Failure ? error.message : `a bug: ${error.stack}`),
      )
      if (!said.startsWith(`Migration ${name} failed and was undone: terminating connection`))
        wrong.push(`${name}, cut after ${n} statements, said ${said}`)
      if ((await schemaOf(connectionString)) !== before) wrong.push(`${name}, cut after ${n} statements, left a trace`)
    }
    cpSync(path.join(source, name, 'migration.sql'), file)
    await applyMigrations({ connectionString, directory, ...quietly })
    steps.push(await schemaOf(connectionString))
    console.log(`${name}: cut at each of ${statements.length + 1} places, then applied; ${wrong.length} wrong`)
  }
  return steps
}

/** Kills runners at random moments: each leaves one of these steps, and the next runner finishes the work. */
export async function killRunners(
  postgres: Cluster,
  steps: string[],
  { rounds, seed }: { rounds: number; seed: number },
  wrong: string[],
) {
  const random = randomFrom(seed)
  for (let round = 1; round <= rounds; round += 1) {
    const connectionString = await postgres.newDatabase()
    await killRunner(connectionString, 100 + random() * 500)
    const working = `SELECT FROM pg_stat_activity WHERE application_name = 'accord-migrate'`
    while ((await postgres.sql(working)).length > 0) await pause(20)
    const step = steps.indexOf(await schemaOf(connectionString))
    if (step < 0) wrong.push(`round ${round}: a killed runner left something between two migrations`)
    await applyMigrations({ connectionString, ...quietly })
    if ((await schemaOf(connectionString)) !== steps.at(-1))
      wrong.push(`round ${round}: the next runner did not end it`)
    console.log(`round ${round}: killed after ${step} of ${migrations.length} migrations; ${wrong.length} wrong`)
  }
}

async function killRunner(connectionString: string, milliseconds: number) {
  const env = { ...process.env, DATABASE_URL: connectionString }
  const child = start(process.execPath, ['scripts/migrate.mjs'], { env, stdio: 'ignore' })
  const forget = beforeLeaving(() => end(child, 1_000))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await Promise.race([ended, pause(milliseconds)])
  child.kill('SIGKILL')
  await ended
  forget()
}
