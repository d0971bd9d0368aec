// Migrations that are cut off at each of their statements, runners that are killed at random moments, three nodes that
// start at once on an empty database, and a database that is newer than the ledger: old or new, never between.
//   npm run drill -- migrations [--rounds 20] [--seed 1]
import path from 'node:path'
import { findBinaries } from '@/scripts/postgres/binaries.mjs'
import { cutAtEachStatement, killRunners } from './migrations/interrupted'
import { refuseNewer, startThree } from './migrations/starts'
import { openCluster } from './support/cluster'
import { drill } from './support/drill'

await drill({ rounds: 20, seed: 1 }, async ({ options, scratch, wrong }) => {
  const postgres = await openCluster({ bin: findBinaries(), directory: path.join(scratch, 'postgres') })
  const steps = await cutAtEachStatement(await postgres.newDatabase(), path.join(scratch, 'migrations'), wrong)
  await killRunners(postgres, steps, options, wrong)
  await startThree(await postgres.newDatabase(), scratch, wrong)
  await refuseNewer(await postgres.newDatabase(), scratch, wrong)
  return 'old or new, never between'
})
