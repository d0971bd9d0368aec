import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { checkBackup } from '../../scripts/backup/read.mjs'
import { takeBackup } from '../../scripts/backup/take.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { pause } from '../random.mjs'
import { schemaOf } from '../schema.mjs'
import { begin, complete } from './commands.mjs'
import { grow } from './grow.mjs'

/** So that there is something to be cut off. */
const SIZE = 5_000
/** The part of a restore's time that is not the verification after it, roughly. */
const RESTORING = 0.6
/** How long PostgreSQL may take to notice, in milliseconds. */
const PATIENCE = 60_000

/**
 * A backup that is killed leaves its file whole, or none under its name.
 * @param {import('../backup.mjs').Stage} stage
 */
export async function killBackups({ newLedger, scratch, random, rounds, wrong }) {
  const settings = { DATABASE_URL: await newLedger() }
  await grow(settings.DATABASE_URL, SIZE)
  const directory = path.join(scratch, 'killed')
  const whole = await complete('backup', [path.join(scratch, 'whole.gz')], settings)
  for (let round = 1; round <= rounds; round += 1) {
    const file = path.join(directory, `${round}.gz`)
    const running = begin('backup', [file], settings)
    const after = await killWithin(running, random() * whole.seconds)
    const isThere = existsSync(file)
    const parts = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.part')) : []
    if (isThere && (await checkBackup(file)).end.content !== whole.content)
      wrong.push(`round ${round}: a killed backup left another content`)
    console.log(
      `backup killed after ${after}: ${isThere ? 'the whole file is there' : 'no file'}, ${parts.length} drafts left; ${wrong.length} wrong`,
    )
    for (const part of parts) rmSync(path.join(directory, part))
  }
}

/**
 * A restore that is killed leaves the database as it was or as it was to be: an empty one, and one whose data it was to
 * replace, of which there is a whole backup then.
 * @param {import('../backup.mjs').Stage} stage
 */
export async function killRestores({ newLedger, newDatabase, postgres, scratch, random, rounds, wrong }) {
  const source = await newLedger()
  await grow(source, SIZE)
  const file = path.join(scratch, 'larger.gz')
  const larger = await complete('backup', [file], { DATABASE_URL: source })
  const reference = await newDatabase()
  const { seconds } = await complete('restore', [file], { DATABASE_URL: reference })

  for (let round = 1; round <= rounds; round += 1) {
    const isReplacing = round % 2 === 0
    const url = isReplacing ? await newLedger() : await newDatabase()
    const before = await stateOf(url, scratch)
    const dataDir = path.join(scratch, `round-${round}`)
    const args = isReplacing ? [file, '--replace'] : [file]
    const running = begin('restore', args, { DATABASE_URL: url, ACCORD_DATA_DIR: dataDir })
    const after = await killWithin(running, random() * RESTORING * seconds)
    await untilGone(postgres)
    const is = await stateOf(url, scratch)
    if (is !== before && is !== larger.content) wrong.push(`round ${round}: a killed restore left something between`)
    const backups = path.join(dataDir, 'backups')
    const names = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith('.gz')) : []
    for (const name of names)
      if ((await checkBackup(path.join(backups, name))).end.content !== before)
        wrong.push(`round ${round}: the backup made first is not of what was there`)
    const mustBeThere = running.said().includes('was backed up: ') || (isReplacing && is === larger.content)
    if (mustBeThere && names.length !== 1) wrong.push(`round ${round}: the backup made first is not there`)
    console.log(
      `restore${isReplacing ? ' --replace' : ' into an empty database'} killed after ${after}: ${is === larger.content ? 'all of it is there' : 'as before'}${names.length ? ', after a whole backup' : ''}; ${wrong.length} wrong`,
    )
    await postgres.sql(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
  }
}

/** @param {ReturnType<typeof begin>} running @param {number} seconds */
async function killWithin(running, seconds) {
  const began = performance.now()
  await Promise.race([running.ended, pause(seconds * 1_000)])
  running.kill()
  await running.ended
  return `${((performance.now() - began) / 1000).toFixed(2)} s`
}

/** Waits until PostgreSQL has noticed that a restore is gone. @param {import('../backup.mjs').Stage['postgres']} postgres */
async function untilGone(postgres) {
  const working = `SELECT FROM pg_stat_activity WHERE application_name = 'accord-restore'`
  for (const deadline = Date.now() + PATIENCE; (await postgres.sql(working)).length > 0; await pause(20))
    if (Date.now() > deadline) throw new Failure('The database still works at a restore that was killed.')
}

/** The hash of what a ledger holds; of a database without one, whatever is in it. */
async function stateOf(/** @type {string} */ connectionString, /** @type {string} */ scratch) {
  const schema = await schemaOf(connectionString)
  if (!schema.includes('relation Change r')) return schema
  const place = { directory: path.join(scratch, 'compared'), name: null }
  return (await takeBackup({ connectionString, place, log: () => {} })).end.content
}
