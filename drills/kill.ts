// kill -9 at random moments under a load of writes: of the ledger, of its PostgreSQL, of one of PostgreSQL's processes,
// and of everything at once. What was acknowledged is there, once and whole, and the next start takes seconds.
//   npm run drill -- kill [--rounds 200] [--seed 1] [--writers 6] [--restart-within 5]
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '@/scripts/failure.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { findPostmaster } from '@/scripts/postgres/postmaster.mjs'
import { findRunningDatabase } from '@/scripts/postgres.mjs'
import { drill } from './support/drill'
import { SECRET, startLedger } from './support/ledgers'
import { count, median, pick, randomFrom } from './support/numbers'
import { within } from './support/patience'
import { descendantsOf, killAll } from './support/processes'
import { verify } from './support/verdict'
import { openWriters } from './support/writers'

/** The whole record is verified after so many rounds; the chain, and what was acknowledged, after each. */
const VERIFIED_EVERY = 10

/** Which processes a round kills, given those of the ledger and of PostgreSQL, and a number from 0 to 1. */
const VICTIMS: Record<string, (ledger: number, postmaster: number, number: number) => number[]> = {
  'the ledger': (ledger) => [ledger, ...descendantsOf(ledger)],
  PostgreSQL: (_, postmaster) => [postmaster],
  'one process of PostgreSQL': (_, postmaster, number) => [pick(descendantsOf(postmaster), number)],
  both: (ledger, postmaster) => [ledger, postmaster].flatMap((pid) => [pid, ...descendantsOf(pid)]),
}

const defaults = { rounds: 200, seed: 1, writers: 6, 'restart-within': 5 }
await drill(defaults, async ({ options, scratch, wrong }) => {
  const { rounds, seed, 'restart-within': limit } = options
  const dataDir = path.join(scratch, 'data')
  const settings = { ACCORD_DATA_DIR: dataDir, ACCORD_SECRET: SECRET, PORT: String(await pickFreePort()) }
  const random = randomFrom(seed)

  let ledger = await startLedger(settings)
  const writers = await openWriters({
    connectionString: await urlOf(dataDir),
    secret: SECRET,
    file: path.join(scratch, 'acknowledged'),
    seed,
    writers: options.writers,
    addressOf: () => ledger.address,
  })
  const restarts: number[] = []
  const killed: Record<string, number> = {}

  for (let round = 1; round <= rounds && wrong.length === 0; round += 1) {
    const kind = pick(Object.keys(VICTIMS), random())
    count(killed, kind)
    const before = writers.tally.acknowledged
    writers.start()
    await pause(100 + random() * 900)
    killAll(VICTIMS[kind]?.(ledger.pid, postmasterOf(dataDir), random()) ?? [])
    await within(ledger.ended, 30_000, 'The ledger did not end.')
    ledger = await startLedger(settings)
    restarts.push(ledger.seconds)
    await writers.rest()
    const found = await writers.compare(await urlOf(dataDir))
    if (round % VERIFIED_EVERY === 0 || round === rounds) console.log(await verify(await urlOf(dataDir)))
    wrong.push(...found)
    console.log(
      `round ${round}: killed ${kind}, started again in ${ledger.seconds.toFixed(1)} s, ${writers.tally.acknowledged - before} acknowledged, ${found.length} wrong`,
    )
  }

  const slow = restarts.filter((seconds) => seconds > limit)
  console.log(
    `${restarts.length} rounds, seed ${seed}: killed ${JSON.stringify(killed)}; ${JSON.stringify(writers.tally)}`,
  )
  console.log(
    `started again in ${median(restarts).toFixed(1)} s (median), ${Math.max(...restarts).toFixed(1)} s (slowest), ${slow.length} over ${limit} s`,
  )
  for (const seconds of slow) wrong.push(`a start took ${seconds.toFixed(1)} s`)
  writers.close()
  return 'what was acknowledged is there, once and whole, and the record verifies'
})

function postmasterOf(dataDir: string): number {
  const postmaster = findPostmaster(path.join(dataDir, 'postgres'))
  if (!postmaster) throw new Failure('PostgreSQL does not run.')
  return postmaster.pid
}

async function urlOf(dataDir: string): Promise<string> {
  const url = await findRunningDatabase(dataDir)
  if (!url) throw new Failure('The database of the ledger is not to be found.')
  return url
}
