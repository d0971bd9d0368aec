// Backups and restores of a large ledger, of one in which people write, of one that is running, killed at random moments,
// and from one PostgreSQL to another: what was acknowledged is in a backup, and comes back to the letter.
//   npm run drill -- backup [--rounds 20] [--seed 1] [--sizes 20000,200000] [--only killed] [--bin /usr/lib/postgresql/15/bin]
import path from 'node:path'
import { findBinaries } from '@/scripts/postgres/binaries.mjs'
import { crossVersions } from './backup/crossing'
import { killBackups } from './backup/killed-backups'
import { killRestores } from './backup/killed-restores'
import { holdMemory } from './backup/memory'
import { restoreWhileRunning } from './backup/running'
import { backUpUnderWriters } from './backup/writing'
import { DEBIAN_15, openCluster } from './support/cluster'
import { drill } from './support/drill'
import { enterAgreement } from './support/ledgers'
import { randomFrom } from './support/numbers'

const PARTS = {
  'the memory of a large ledger': holdMemory,
  'backups under writers': backUpUnderWriters,
  'backups killed': killBackups,
  'restores killed': killRestores,
  'a restore of a running ledger': restoreWhileRunning,
  'from one PostgreSQL to another': crossVersions,
}

const defaults = { rounds: 20, seed: 1, sizes: '20000,200000', only: '', bin: DEBIAN_15 }
await drill(defaults, async ({ options, scratch, wrong }) => {
  const postgres = await openCluster({ bin: findBinaries(), directory: path.join(scratch, 'postgres') })
  const template = await postgres.newDatabase()
  await enterAgreement(template)
  const stage = {
    ...options,
    sizes: options.sizes.split(',').map(Number),
    random: randomFrom(options.seed),
    postgres,
    scratch,
    wrong,
    newDatabase: () => postgres.newDatabase(),
    newLedger: () => postgres.newDatabase(new URL(template).pathname.slice(1)),
  }
  for (const [name, play] of Object.entries(PARTS).filter(([name]) => name.includes(options.only))) {
    const before = wrong.length
    await play(stage)
    console.log(`${wrong.length === before ? 'held' : 'FAILED'}  ${name}`)
  }
  return 'nothing is lost, and what is restored is what was there'
})
