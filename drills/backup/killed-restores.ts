import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { checkBackup } from '@/scripts/backup/read.mjs'
import { takeBackup } from '@/scripts/backup/take.mjs'
import { Failure } from '@/scripts/failure.mjs'
import { becomes } from '../support/patience'
import { schemaOf } from '../support/schema'
import { begin, complete } from './commands'
import { grow } from './grow'
import { killWithin } from './killing'
import type { BackupStage } from './stage'

const SIZE = 5_000
/** About how much of a restore's time is not the verification after it. */
const RESTORING = 0.6
/** How long PostgreSQL may take to notice that a restore is gone, in milliseconds. */
const PATIENCE = 60_000

/**
 * A restore that is killed leaves the database as it was or as it was to become: an empty one, and one whose data it was to
 * replace, of which there is a whole backup then.
 */
export async function killRestores(stage: BackupStage) {
  const { newLedger, newDatabase, scratch, rounds } = stage
  const source = await newLedger()
  await grow(source, SIZE)
  const file = path.join(scratch, 'larger.gz')
  const { content } = await complete('backup', [file], { DATABASE_URL: source })
  const { seconds } = await complete('restore', [file], { DATABASE_URL: await newDatabase() })
  for (let round = 1; round <= rounds; round += 1) await killOne(stage, round, { file, content, seconds })
}

async function killOne(stage: BackupStage, round: number, larger: { file: string; content: string; seconds: number }) {
  const { newLedger, newDatabase, postgres, scratch, random, wrong } = stage
  const isReplacing = round % 2 === 0
  const url = isReplacing ? await newLedger() : await newDatabase()
  const before = await stateOf(url, scratch)
  const dataDir = path.join(scratch, `round-${round}`)
  const args = isReplacing ? [larger.file, '--replace'] : [larger.file]
  const running = begin('restore', args, { DATABASE_URL: url, ACCORD_DATA_DIR: dataDir })
  const after = await killWithin(running, random() * RESTORING * larger.seconds)
  await untilGone(postgres)

  const is = await stateOf(url, scratch)
  const isDone = is === larger.content
  if (is !== before && !isDone) wrong.push(`round ${round}: a killed restore left something between`)
  const backups = path.join(dataDir, 'backups')
  const names = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith('.gz')) : []
  for (const name of names)
    if ((await checkBackup(path.join(backups, name))).end.content !== before)
      wrong.push(`round ${round}: the backup made first is not of what was there`)
  const mustBeThere = running.said().includes('was backed up: ') || (isReplacing && isDone)
  if (mustBeThere && names.length !== 1) wrong.push(`round ${round}: the backup made first is not there`)
  console.log(
    `restore${isReplacing ? ' --replace' : ' into an empty database'} killed after ${after}: ${isDone ? 'all of it is there' : 'as before'}${names.length ? ', after a whole backup' : ''}; ${wrong.length} wrong`,
  )
  await postgres.sql(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
}

async function untilGone(postgres: BackupStage['postgres']) {
  const working = `SELECT FROM pg_stat_activity WHERE application_name = 'accord-restore'`
  if (!(await becomes(async () => (await postgres.sql(working)).length === 0, PATIENCE)))
    throw new Failure('The database still works at a restore that was killed.')
}

/** The hash of what a ledger holds; of a database without one, its schema. */
async function stateOf(connectionString: string, scratch: string): Promise<string> {
  const schema = await schemaOf(connectionString)
  if (!schema.includes('relation Change r')) return schema
  const place = { directory: path.join(scratch, 'compared'), name: null }
  return (await takeBackup({ connectionString, place, log: () => {} })).end.content
}
