// A database that is down at the start, lost in use, restarted, locked, slow, silent, out of connections or out of disk:
// the ledger says so with 503 and when to ask again, its health answers all the while, and it recovers by itself.
//   npm run drill -- database [--only lost]
// Filling a disk needs a small file system of its own, which only root can mount.
import path from 'node:path'
import { outOfConnections, restarts, silence } from './database/connections'
import { fullDisk, mountSmall } from './database/disk'
import { locks } from './database/locks'
import { type Fault, playOn } from './database/scene'
import { drill } from './support/drill'
import { percentile } from './support/numbers'

/** How long an answer about its health may take, in milliseconds. */
const HEALTH_P95 = 50

await drill({ only: '' }, async ({ options, scratch, wrong }) => {
  const chosen = (faults: Record<string, Fault>) =>
    Object.entries(faults).filter(([name]) => name.includes(options.only))
  const health = await playOn(
    path.join(scratch, 'postgres'),
    chosen({ ...restarts, ...locks, silent: silence, 'out of connections': outOfConnections }),
    wrong,
  )
  const ofDisk = chosen({ 'a full disk': fullDisk })
  const small = path.join(scratch, 'small')
  if (ofDisk.length > 0 && mountSmall(small)) health.push(...(await playOn(small, ofDisk, wrong)))
  else if (ofDisk.length > 0) wrong.push('The disk was not filled: only root can mount a small file system for that.')

  // Over all faults: a short one is asked about ten times, which says little.
  const p95 = percentile(health, 0.95)
  console.log(`health throughout: p95 ${p95.toFixed(1)} ms of ${health.length}`)
  if (p95 >= HEALTH_P95) wrong.push(`health took ${p95.toFixed(1)} ms (p95)`)
  return 'it says so, answers for its health, and recovers'
})
