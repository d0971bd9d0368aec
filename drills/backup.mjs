#!/usr/bin/env node
// Backups and restores of a large ledger, of one in which people write, of one that serves readers, killed at random
// moments, and from one PostgreSQL to another: whatever was acknowledged is in a backup, and comes back to the letter.
//   node drills/backup.mjs [--rounds 20] [--seed 1] [--sizes 20000,200000] [--only kill] [--bin /usr/lib/postgresql/15/bin]
import '../scripts/require-node.mjs'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { applyMigrations } from '../scripts/migrate.mjs'
import { pickFreePort } from '../scripts/port.mjs'
import { findBinaries } from '../scripts/postgres/binaries.mjs'
import { seed } from '../scripts/seed.mjs'
import { serve } from '../scripts/serve.mjs'
import { build, generateClient, installPackages } from '../scripts/setup.mjs'
import { beforeLeaving, conduct, leave } from '../scripts/shutdown.mjs'
import { crossVersions } from './backup/crossing.mjs'
import { killBackups, killRestores } from './backup/killing.mjs'
import { holdMemory } from './backup/memory.mjs'
import { restoreUnderReaders } from './backup/serving.mjs'
import { backUpUnderWriters } from './backup/writing.mjs'
import { openCluster } from './cluster.mjs'
import { randomFrom } from './random.mjs'
import { SECRET } from './throwaway-ledger.mjs'

const text = /** @type {const} */ ({ type: 'string' })
const { values } = parseArgs({
  options: {
    rounds: { ...text, default: '20' },
    seed: { ...text, default: '1' },
    sizes: { ...text, default: '20000,200000' },
    only: { ...text, default: '' },
    bin: { ...text, default: '/usr/lib/postgresql/15/bin' },
  },
})

/** @typedef {Awaited<ReturnType<typeof setUp>>} Stage */

/** @type {Record<string, (stage: Stage) => Promise<void>>} */
const parts = {
  'the memory of a large ledger': holdMemory,
  'backups under writers': backUpUnderWriters,
  'backups killed': killBackups,
  'restores killed': killRestores,
  'a restore under readers': restoreUnderReaders,
  'from one PostgreSQL to another': crossVersions,
}

await conduct({ codeOnSignal: 130 }, async () => {
  await installPackages()
  await generateClient()
  await build()
  const stage = await setUp()
  for (const [name, play] of Object.entries(parts).filter(([name]) => name.includes(values.only))) {
    const before = stage.wrong.length
    await play(stage)
    console.log(`${stage.wrong.length === before ? 'held' : 'FAILED'}  ${name}`)
  }
  const { wrong } = stage
  console.log(wrong.length === 0 ? 'held: nothing is lost, and what is restored is what was there' : wrong.join('\n'))
  await leave(wrong.length === 0 ? 0 : 1)
})

/** A PostgreSQL of its own with as many ledgers as are asked for, in a folder that goes when the script ends. */
async function setUp() {
  const scratch = mkdtempSync(path.join(tmpdir(), 'accord-backup-'))
  // PostgreSQL may run as another account than root, and has to pass.
  chmodSync(scratch, 0o711)
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))
  const directory = path.join(scratch, 'postgres')
  mkdirSync(directory, { mode: 0o711 })
  const postgres = await openCluster({ bin: findBinaries(), directory })
  const first = await postgres.newDatabase()
  await applyMigrations({ connectionString: first, log: () => {} })
  await seed(first, 'UTC')
  return {
    postgres,
    scratch,
    /** Empty. */
    newDatabase: () => postgres.newDatabase(),
    /** With the first agreement. */
    newLedger: () => postgres.newDatabase('ledger_1'),
    serveOn: async (/** @type {string} */ connectionString) =>
      serve({
        ...{ host: '127.0.0.1', port: await pickFreePort(), timeZone: 'UTC', silent: true, secret: SECRET },
        connectionString,
      }),
    ...{ rounds: Number(values.rounds), seed: Number(values.seed), random: randomFrom(Number(values.seed)) },
    ...{ sizes: values.sizes.split(',').map(Number), bin: values.bin },
    /** What did not hold. */
    wrong: /** @type {string[]} */ ([]),
  }
}
