// Two nodes of one ledger on a PostgreSQL 15 that is not the ledger's own: sessions, the live signal, limits and the record
// work across them; then one of them is killed, round after round, under a load of writes, and nothing acknowledged is lost.
//   npm run drill -- two-nodes [--rounds 20] [--seed 1] [--bin /usr/lib/postgresql/15/bin]
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pickFreePort } from '@/scripts/port.mjs'
import { DEBIAN_15, openCluster } from './support/cluster'
import { drill } from './support/drill'
import { SECRET, startLedger } from './support/ledgers'
import { randomFrom } from './support/numbers'
import { becomes } from './support/patience'
import { descendantsOf, killAll } from './support/processes'
import { verify } from './support/verdict'
import { openWriters } from './support/writers'
import { shareLimits, shareSessions, shareSignal } from './two-nodes/shared'

/** How long the node that is left may take to acknowledge something, in milliseconds. */
const PATIENCE = 20_000

await drill({ rounds: 20, seed: 1, bin: DEBIAN_15 }, async ({ options, scratch, wrong }) => {
  const postgres = await openCluster({ bin: options.bin, directory: path.join(scratch, 'postgres') })
  await postgres.sql('CREATE DATABASE accord')
  const [{ version } = {}] = await postgres.sql(`SELECT current_setting('server_version') AS version`)

  // Both at once, on an empty database.
  const ports = [await pickFreePort(), await pickFreePort()]
  const settingsOf = (node: number) => ({
    DATABASE_URL: postgres.url,
    ACCORD_SECRET: SECRET,
    PORT: String(ports[node]),
    ACCORD_DATA_DIR: path.join(scratch, 'unused'),
  })
  const nodes = await Promise.all([startLedger(settingsOf(0)), startLedger(settingsOf(1))])
  console.log(`two nodes on PostgreSQL ${version}, started at once on an empty database`)
  const addresses = nodes.map(({ address }) => address)

  const [first = '', second = ''] = addresses
  for (const hold of [shareSessions, shareSignal, shareLimits])
    console.log(await hold({ first, second, connectionString: postgres.url }))

  const random = randomFrom(options.seed)
  const isUp = [true, true]
  const writers = await openWriters({
    connectionString: postgres.url,
    secret: SECRET,
    file: path.join(scratch, 'acknowledged'),
    writers: 6,
    seed: options.seed,
    // As a load balancer does: a writer's own node, or else the other.
    addressOf: (writer) => addresses[isUp[writer % 2] ? writer % 2 : 1 - (writer % 2)] ?? '',
  })
  let victim = 0
  for (let round = 1; round <= options.rounds && wrong.length === 0; round += 1) {
    // Of every two rounds, each node is killed in one.
    victim = round % 2 === 0 ? 1 - victim : random() < 0.5 ? 0 : 1
    const before = writers.tally.acknowledged
    writers.start()
    await pause(200 + random() * 800)
    const pid = nodes[victim]?.pid ?? 0
    killAll([...descendantsOf(pid), pid])
    isUp[victim] = false
    await nodes[victim]?.ended
    // The other goes on by itself.
    const [atKill, began] = [writers.tally.acknowledged, performance.now()]
    if (!(await becomes(() => writers.tally.acknowledged > atKill, PATIENCE)))
      wrong.push(`round ${round}: the other node acknowledged nothing while one was away`)
    const gap = performance.now() - began
    nodes[victim] = await startLedger(settingsOf(victim))
    isUp[victim] = true
    await pause(200)
    await writers.rest()
    wrong.push(...(await writers.compare(postgres.url)))
    console.log(
      `round ${round}: killed node ${victim + 1}, the other acknowledged something ${gap.toFixed(0)} ms after, ${writers.tally.acknowledged - before} in all, ${wrong.length} wrong`,
    )
  }
  console.log(await verify(postgres.url))
  console.log(`${options.rounds} rounds, seed ${options.seed}: ${JSON.stringify(writers.tally)}`)
  writers.close()
  return 'nothing acknowledged is missing, and the record verifies'
})
