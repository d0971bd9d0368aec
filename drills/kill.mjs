#!/usr/bin/env node
// kill -9 at random moments under a load of writes: of the ledger, of its PostgreSQL, of one of PostgreSQL's processes,
// and of everything at once. Whatever was acknowledged is there, once and whole, and the next start takes seconds.
//   node drills/kill.mjs [--rounds 200] [--seed 1] [--writers 6] [--restart-within 5]
import '../scripts/require-node.mjs'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from '../scripts/failure.mjs'
import { pickFreePort } from '../scripts/port.mjs'
import { findPostmaster } from '../scripts/postgres/postmaster.mjs'
import { findRunningDatabase } from '../scripts/postgres.mjs'
import { build, generateClient, installPackages } from '../scripts/setup.mjs'
import { beforeLeaving, conduct, leave } from '../scripts/shutdown.mjs'
import { descendantsOf, killAll, startLedger } from './own-start.mjs'
import { pause, randomFrom } from './random.mjs'
import { SECRET } from './throwaway-ledger.mjs'
import { verify } from './verdict.mjs'
import { openWriters } from './writers.mjs'

const text = /** @type {const} */ ({ type: 'string' })
const { values } = parseArgs({
  options: {
    rounds: { ...text, default: '200' },
    seed: { ...text, default: '1' },
    writers: { ...text, default: '6' },
    'restart-within': { ...text, default: '5' },
  },
})
/** After how many rounds the whole record is verified; the chain, and what was acknowledged, after each. */
const VERIFIED_EVERY = 10

/** Which processes a round kills: given those of the ledger and PostgreSQL, and a number from 0 to 1. */
const victims = {
  'the ledger': (/** @type {number} */ ledger) => [ledger, ...descendantsOf(ledger)],
  PostgreSQL: (/** @type {number} */ _, /** @type {number} */ postmaster) => [postmaster],
  'one process of PostgreSQL': (
    /** @type {number} */ _,
    /** @type {number} */ postmaster,
    /** @type {number} */ number,
  ) => [pick(descendantsOf(postmaster), number)],
  both: (/** @type {number} */ ledger, /** @type {number} */ postmaster) => [
    ...[ledger, ...descendantsOf(ledger)],
    ...[postmaster, ...descendantsOf(postmaster)],
  ],
}

await conduct({ codeOnSignal: 130 }, async () => {
  await installPackages()
  await generateClient()
  await build()
  const scratch = mkdtempSync(path.join(tmpdir(), 'accord-kill-'))
  // PostgreSQL may run as another account than root, and has to pass.
  chmodSync(scratch, 0o711)
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))
  const dataDir = path.join(scratch, 'data')
  const settings = { ACCORD_DATA_DIR: dataDir, ACCORD_SECRET: SECRET, PORT: String(await pickFreePort()) }
  const [rounds, seed, limit] = [Number(values.rounds), Number(values.seed), Number(values['restart-within'])]
  const random = randomFrom(seed)

  let ledger = await startLedger(settings)
  const writers = await openWriters({
    ...{ connectionString: await urlOf(dataDir), secret: SECRET, file: path.join(scratch, 'acknowledged') },
    ...{ seed, writers: Number(values.writers), addressOf: () => ledger.address },
  })
  const wrong = /** @type {string[]} */ ([])
  const restarts = /** @type {number[]} */ ([])
  const killed = /** @type {Record<string, number>} */ ({})

  for (let round = 1; round <= rounds && wrong.length === 0; round += 1) {
    const kind = pick(Object.keys(victims), random())
    killed[kind] = (killed[kind] ?? 0) + 1
    const before = writers.tally.acknowledged
    writers.start()
    await pause(100 + random() * 900)
    killAll(victims[/** @type {keyof typeof victims} */ (kind)](ledger.pid, postmasterOf(dataDir), random()))
    await within(30_000, ledger.ended, 'The ledger did not end.')
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
  console.log(
    wrong.length === 0
      ? 'held: what was acknowledged is there, once and whole, and the record verifies'
      : wrong.join('\n'),
  )
  writers.close()
  await leave(wrong.length === 0 ? 0 : 1)
})

/** @template T @param {T[]} all @param {number} number from 0 to 1 @returns {T} */
function pick(all, number) {
  const one = all[Math.floor(number * all.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

/** @param {string} dataDir */
function postmasterOf(dataDir) {
  const postmaster = findPostmaster(path.join(dataDir, 'postgres'))
  if (!postmaster) throw new Failure('PostgreSQL does not run.')
  return postmaster.pid
}

/** @param {string} dataDir */
async function urlOf(dataDir) {
  const url = await findRunningDatabase(dataDir)
  if (!url) throw new Failure('The database of the ledger is not to be found.')
  return url
}

/** @template T @param {number} patience @param {Promise<T>} work @param {string} sentence */
async function within(patience, work, sentence) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Failure(sentence)), patience)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** @param {number[]} numbers */
function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
