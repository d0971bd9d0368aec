// A crowd at one ledger, and ten ordinary readers with an address of their own each: open streams of events, people who send
// in trickles or read nothing, readers by the thousand. Pages for the ten stay under a second but beside a crowd that comes, what is
// beyond capacity is told 503 and nothing else, everyone who listens hears of a change, and a minute after all have gone the
// memory is back.
//   npm run drill -- load [--readers 10000] [--streams 500] [--slow 300] [--seconds 30]
import { spawnSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '@/scripts/failure.mjs'
import { type Crowd, gather } from './load/gather'
import { meetAmongMany, meetCrowd, meetOthers } from './load/others'
import { connectionsTo, memoryOf, watchPeak } from './load/server'
import { tellingOf } from './load/telling'
import { drill } from './support/drill'
import { watchHealth } from './support/health'
import { throwawayLedger } from './support/ledgers'
import { percentile } from './support/numbers'

/** In milliseconds. */
const HEALTH_P95 = 50
const RECOVERY_SECONDS = 60
/** As many times the memory before the crowd may be held when it has gone. */
const MEMORY_WITHIN = 1.2
/** How many processes the readers are, so that they are fast. */
const CROWDS = 2

const defaults = { readers: 10_000, streams: 500, slow: 300, seconds: 30 }
await drill(defaults, async ({ options, scratch, wrong }) => {
  const { readers, streams, slow, seconds } = options
  refuseTooFewFiles(readers + streams + slow + 500)
  const { address, pid, connectionString } = await throwawayLedger(scratch)
  const tell = await tellingOf(address, connectionString, wrong)

  // The ledger does as much as it can, so that what it has set up by then is not taken for lost.
  await meetCrowd(address, 'warm-up', 20, 24)
  await pause(15_000)
  const before = memoryOf(pid)
  console.log(`memory after the warm-up: ${before} MB`)
  await meetOthers(address, 'readers alone', 10, wrong)

  const listeners = await gather('streams', address, streams, '127.0.3.1', wrong)
  await listeners.until(({ open }) => open === streams, `${streams} streams open`)
  await meetOthers(address, `beside ${streams} streams`, 10, wrong)
  await tell(listeners, streams, `a change with ${streams} streams open`)

  const slowOnes = await gather('slow', address, slow, '127.0.2.1', wrong)
  await slowOnes.until(({ open }) => open === slow, `${slow} slow clients`)
  // A crowd while they come, and nothing once they stand still.
  await meetAmongMany(address, `while ${slow} slow clients come`, 10, wrong)
  await meetOthers(address, `beside ${slow} slow clients`, 20, wrong)
  console.log(`  of them ${JSON.stringify(slowOnes.met().answers)} so far`)
  await slowOnes.leave()

  const crowds = await Promise.all(
    Array.from({ length: CROWDS }, (_, n) =>
      gather('readers', address, Math.ceil(readers / CROWDS), `127.0.1.${1 + n * 100}`, wrong),
    ),
  )
  for (const crowd of crowds)
    await crowd.until(({ open }) => open >= Math.floor(readers / CROWDS), `${readers} connections open at once`)
  for (const crowd of crowds) crowd.say('begin')
  const health = watchHealth(address, 500)
  const peak = watchPeak(pid)
  await meetAmongMany(address, `beside ${readers} readers`, seconds, wrong)
  await tell(listeners, streams, `a change beside ${readers} readers`)
  expectHealth(await health.end(), wrong)
  console.log(`memory at most: ${peak.end()} MB`)
  for (const crowd of crowds) crowd.say('rest')
  await pause(10_000)
  expectOnlyAnswers(crowds, wrong)
  const { answers, open } = listeners.met()
  if (Object.keys(answers).length > 0) wrong.push(`streams met ${JSON.stringify(answers)}`)
  if (open !== streams) wrong.push(`only ${open} of ${streams} streams are still open`)
  await Promise.all([...crowds, listeners].map((crowd) => crowd.leave()))

  // Of what nobody holds, V8 gives nothing back while nothing is asked of it.
  await meetOthers(address, 'readers in the minute after', RECOVERY_SECONDS, wrong)
  const after = memoryOf(pid)
  console.log(`memory a minute after: ${after} MB`)
  if (after > MEMORY_WITHIN * before)
    wrong.push(`the memory is at ${Math.round((100 * after) / before)} % of what it was`)
  const held = connectionsTo(address)
  if (held > 0) wrong.push(`${held} connections are still held`)
  // A place that is still held would be missing here.
  await meetOthers(address, 'readers alone again', 10, wrong)
  return `${readers} readers, ${streams} streams, ${slow} slow clients; no connection held`
})

function refuseTooFewFiles(needed: number) {
  if (process.platform !== 'linux') throw new Failure('This drill needs many loopback addresses, as Linux has them.')
  const files = Number(spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout)
  if (files < needed) throw new Failure(`Only ${files} files may be open at once here, and ${needed} are needed.`)
}

function expectHealth({ times, others }: { times: number[]; others: string[] }, wrong: string[]) {
  const [p50, p95, most] = [0.5, 0.95, 1].map((share) => Math.round(percentile(times, share)))
  console.log(`health beside them: ${times.length} answers, p50 ${p50} ms, p95 ${p95} ms, slowest ${most} ms`)
  if (others.length > 0) wrong.push(`health was answered ${others.join(', ')}`)
  if (!(Number(p95) <= HEALTH_P95)) wrong.push(`health took ${p95} ms (p95)`)
}

function expectOnlyAnswers(crowds: Crowd[], wrong: string[]) {
  const tally: Record<string, number> = {}
  for (const [answer, times] of crowds.flatMap((crowd) => Object.entries(crowd.met().answers)))
    tally[answer] = (tally[answer] ?? 0) + times
  console.log(`the readers were answered ${JSON.stringify(tally)}`)
  for (const answer of Object.keys(tally))
    if (!/^(200( after more than 1 s)?|503)$/.test(answer)) wrong.push(`${tally[answer]} of the readers met ${answer}`)
}
