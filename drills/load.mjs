#!/usr/bin/env node
// A crowd at one ledger, and ten ordinary readers with an address of their own each: open streams of events, people who send in
// trickles or read nothing, readers by the thousand. Pages for the ten stay under a second, what is beyond capacity is told 503
// and nothing else, everyone who listens hears of a change, and a minute after all have gone the memory is back.
//   node drills/load.mjs [--readers 10000] [--streams 500] [--slow 300] [--seconds 30]
import '../scripts/require-node.mjs'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { end, followParent, start } from '../scripts/command.mjs'
import { Failure } from '../scripts/failure.mjs'
import { root } from '../scripts/settings.mjs'
import { beforeLeaving, conduct, leave } from '../scripts/shutdown.mjs'
import { actionsOfBuild, callAction, signIn } from './action-client.mjs'
import { pause } from './random.mjs'
import { SECRET, throwawayLedger } from './throwaway-ledger.mjs'

const text = /** @type {const} */ ({ type: 'string' })
const { values } = parseArgs({
  options: {
    readers: { ...text, default: '10000' },
    streams: { ...text, default: '500' },
    slow: { ...text, default: '300' },
    seconds: { ...text, default: '30' },
  },
})
const [readers = 0, streams = 0, slow = 0, seconds = 0] = [
  values.readers,
  values.streams,
  values.slow,
  values.seconds,
].map(Number)

const PAGES = ['/en', '/en/commitments', '/en/commitments/SF-09', '/zh', '/zh/commitments']
/** The 95th of a hundred pages, and a change told to all, within so many milliseconds. */
const PAGE_WITHIN = 1_000
const TOLD_WITHIN = 5_000
/** For the crowd to come, in milliseconds. */
const COMES_WITHIN = 60_000
const RECOVERY_MS = 60_000
const MEMORY_WITHIN = 1.2
/** People beside the crowd, and for how long each reads a page, in milliseconds. */
const OTHERS = 10
const READING_MS = 3_000
/** How many processes the readers are, so that they can be fast. */
const CROWDS = 2

const wrong = /** @type {string[]} */ ([])
const expect = (/** @type {boolean} */ holds, /** @type {string} */ sentence) => holds || wrong.push(sentence)

await conduct({ codeOnSignal: 130 }, async () => {
  if (process.platform !== 'linux') throw new Failure('This drill needs many loopback addresses, as Linux has them.')
  const files = Number(spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout)
  const needed = readers + streams + slow + 500
  if (files < needed) throw new Failure(`Only ${files} files may be open at once here, and ${needed} are needed.`)

  const scratch = mkdtempSync(path.join(tmpdir(), 'accord-load-'))
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))
  const probe = path.join(scratch, 'probe')
  process.env.ACCORD_LOAD_PROBE = probe
  process.env.NODE_OPTIONS = `--import ${pathToFileURL(path.join(root, 'drills', 'load', 'probe.mjs'))}`
  const { address, pid, connectionString } = await throwawayLedger()
  process.env.NODE_OPTIONS = ''
  const look = () => JSON.parse(readFileSync(probe, 'utf8'))
  const port = Number(new URL(address).port)
  const write = await writerOf(address, connectionString)

  // As much as the ledger can do, so that what it has set up by then is not taken for lost.
  await meetOthers(port, 'warm-up', 20, 24)
  await pause(15_000)
  const before = look()
  console.log(`memory after the warm-up: ${memoryIn(before)}`)

  await meetOthers(port, 'readers alone', 10)

  const listeners = await gather('streams', port, streams, '127.0.3.1')
  await listeners.until(({ open }) => open === streams, `${streams} streams open`)
  await meetOthers(port, `beside ${streams} streams`, 10)
  await tell(write, listeners, `a change with ${streams} streams open`)

  const slowOnes = await gather('slow', port, slow, '127.0.2.1')
  await slowOnes.until(({ open }) => open === slow, `${slow} slow clients`)
  await meetOthers(port, `beside ${slow} slow clients`, 30)
  console.log(`  of them ${look().aside} stand still, and ${JSON.stringify(slowOnes.met().answers)} so far`)
  await slowOnes.leave()

  const crowds = await Promise.all(
    Array.from({ length: CROWDS }, (_, n) =>
      gather('readers', port, Math.ceil(readers / CROWDS), `127.0.1.${1 + n * 100}`),
    ),
  )
  const comes = ({ open = 0 }) => open >= Math.floor(readers / CROWDS)
  await Promise.all(crowds.map((crowd) => crowd.until(comes, `${readers} connections open at once`)))
  for (const crowd of crowds) crowd.say('begin')
  const health = watchHealth(port)
  const peak = watchPeak(look)
  await meetOthers(port, `beside ${readers} readers`, seconds)
  await tell(write, listeners, `a change beside ${readers} readers`)
  console.log(`health beside them: ${await health.end()}`)
  console.log(`memory at most: ${memoryIn(await peak.end())}`)
  for (const crowd of crowds) crowd.say('rest')
  await pause(10_000)
  const answers = crowds.flatMap((crowd) => Object.entries(crowd.met().answers))
  const tally = /** @type {Record<string, number>} */ ({})
  for (const [answer, times] of answers) tally[answer] = (tally[answer] ?? 0) + times
  console.log(`the ${readers} were answered ${JSON.stringify(tally)}`)
  for (const answer of Object.keys(tally))
    expect(/^(200( after more than 1 s)?|503)$/.test(answer), `${tally[answer]} of the readers met ${answer}`)
  expect(Object.keys(listeners.met().answers).length === 0, `streams met ${JSON.stringify(listeners.met().answers)}`)
  expect(listeners.met().open === streams, `only ${listeners.met().open} of ${streams} streams are still open`)
  await Promise.all([...crowds, listeners].map((crowd) => crowd.leave()))

  await pause(RECOVERY_MS)
  const after = look()
  console.log(`memory a minute after: ${memoryIn(after)}`)
  expect(
    after.rss <= MEMORY_WITHIN * before.rss,
    `the memory is at ${Math.round((100 * after.rss) / before.rss)} % of what it was`,
  )
  process.kill(pid, 'SIGUSR2')
  await pause(2_000)
  console.log(`memory that is held by somebody: ${memoryIn(look())}`)
  const { inside, aside, waiting, streams: open } = after
  expect(inside + aside + waiting + open === 0, `still held: ${JSON.stringify({ inside, aside, waiting, open })}`)
  await meetOthers(port, 'readers alone again', 5)
  console.log(
    wrong.length === 0
      ? `held: ${readers} readers, ${streams} streams, ${slow} slow clients; all places free, no stream open`
      : wrong.join('\n'),
  )
  await leave(wrong.length === 0 ? 0 : 1)
})

/**
 * So many people read one page after the other for so many seconds, each from an address that nobody else has, with a
 * pause after each page; or without any, from one address, as a crowd.
 * @param {number} port @param {string} phase @param {number} lasting @param {number} [crowd]
 */
async function meetOthers(port, phase, lasting, crowd = 0) {
  const times = /** @type {number[]} */ ([])
  const others = /** @type {Record<string, number>} */ ({})
  const until = performance.now() + lasting * 1_000
  await Promise.all(
    Array.from({ length: crowd || OTHERS }, async (_, n) => {
      for (let page = n; performance.now() < until; page += 1) {
        if (!crowd) await pause(2 * READING_MS * Math.random())
        const address = crowd ? '127.0.4.1' : `127.0.5.${n + 1}`
        const { status, milliseconds } = await get(port, PAGES[page % PAGES.length] ?? '', address)
        if (status === '200') times.push(milliseconds)
        else others[status] = (others[status] ?? 0) + 1
      }
    }),
  )
  const p95 = shareOf(times, 0.95)
  const refused = Object.keys(others).length ? `, and ${JSON.stringify(others)}` : ''
  console.log(
    `${phase}: ${times.length} pages, p50 ${shareOf(times, 0.5)} ms, p95 ${p95} ms, slowest ${shareOf(times, 1)} ms${refused}`,
  )
  if (crowd) return
  expect(p95 < PAGE_WITHIN, `${phase}: pages took ${p95} ms (p95)`)
  expect(
    Object.keys(others).every((status) => status === '503'),
    `${phase}: answered ${JSON.stringify(others)}`,
  )
  expect(times.length > 0 && (others['503'] ?? 0) <= times.length / 20, `${phase}: ${others['503']} pages were refused`)
}

/** @param {number} port @param {string} page @param {string} localAddress @returns {Promise<{ status: string, milliseconds: number }>} */
function get(port, page, localAddress) {
  const began = performance.now()
  return new Promise((resolve) => {
    const over = (/** @type {string} */ status) => resolve({ status, milliseconds: performance.now() - began })
    const options = { host: '127.0.0.1', port, path: page, localAddress, agent: false, timeout: 30_000 }
    const request = http.get(options, (response) => {
      response.resume().once('close', () => over(response.complete ? String(response.statusCode) : 'cut off'))
    })
    request.on('timeout', () => request.destroy(new Error('no answer')))
    request.on('error', (error) => over(error.message))
  })
}

/** @param {number[]} times @param {number} share */
function shareOf(times, share) {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN)
}

/** @typedef {{ open: number, answers: Record<string, number>, told: Record<string, number> }} Met */

/** @param {'readers' | 'slow' | 'streams'} does @param {number} port @param {number} many @param {string} first */
async function gather(does, port, many, first) {
  const args = [path.join(root, 'drills', 'load', 'crowd.mjs'), does, String(port), String(many), first]
  const child = start(process.execPath, [...followParent, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const forget = beforeLeaving(() => end(child, 2_000))
  let met = /** @type {Met} */ ({ open: 0, answers: {}, told: {} })
  if (child.stdout)
    createInterface(child.stdout).on('line', (line) => {
      met = JSON.parse(line)
    })
  return {
    met: () => met,
    say: (/** @type {string} */ order) => child.stdin?.write(`${order}\n`),
    leave: () => end(child, 2_000).finally(forget),
    async until(/** @type {(met: Met) => boolean} */ is, /** @type {string} */ what) {
      const began = performance.now()
      while (!is(met) && performance.now() - began < COMES_WITHIN) await pause(100)
      expect(is(met), `not so within ${COMES_WITHIN / 1_000} s: ${what} (${JSON.stringify(met)})`)
      console.log(`${what}: after ${((performance.now() - began) / 1_000).toFixed(1)} s`)
    },
  }
}

/** @param {string} address @param {string} connectionString */
async function writerOf(address, connectionString) {
  const { cookie } = await signIn({ connectionString, secret: SECRET, role: 'EDITOR', name: 'Editor' })
  let written = 0
  return () => {
    // The same once more would be no change.
    written += 1
    const ref = `SF-0${written}`
    return callAction({
      ...{ address, cookie, page: `/en/commitments/${ref}`, action: actionsOfBuild().get('markReviewed') ?? '' },
      fields: { ref, reviewedOn: new Date().toISOString().slice(0, 10) },
      signal: AbortSignal.timeout(30_000),
    })
  }
}

/** @param {Awaited<ReturnType<typeof writerOf>>} write @param {Awaited<ReturnType<typeof gather>>} listeners @param {string} what */
async function tell(write, listeners, what) {
  const lastOf = (/** @type {Met} */ { told }) => Math.max(0, ...Object.keys(told).map(Number))
  const before = lastOf(listeners.met())
  const began = performance.now()
  const { status, answer } = await write()
  const written = performance.now()
  expect(answer?.done === true, `${what}: the write was answered ${status} ${JSON.stringify(answer)}`)
  const toldNow = () => {
    const last = lastOf(listeners.met())
    return last > before ? (listeners.met().told[last] ?? 0) : 0
  }
  while (toldNow() < streams && performance.now() - written < TOLD_WITHIN) await pause(20)
  const told = toldNow()
  expect(told === streams, `${what}: only ${told} of ${streams} were told within ${TOLD_WITHIN / 1_000} s`)
  console.log(
    `${what}: recorded in ${Math.round(written - began)} ms, told to ${told} within ${Math.round(performance.now() - written)} ms more`,
  )
}

/** Asks for the health of the ledger twice a second, until told to end. @param {number} port */
function watchHealth(port) {
  const times = /** @type {number[]} */ ([])
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const { status, milliseconds } = await get(port, '/api/health', '127.0.6.1')
      times.push(milliseconds)
      expect(status === '200', `health was answered ${status}`)
      await pause(500)
    }
  })()
  return {
    async end() {
      isOver = true
      await asking
      return `${times.length} answers, p50 ${shareOf(times, 0.5)} ms, p95 ${shareOf(times, 0.95)} ms, slowest ${shareOf(times, 1)} ms`
    },
  }
}

/** @typedef {{ rss: number, heapUsed: number, heapTotal: number, external: number }} Memory */

/** The most memory that is seen, until told to end. @param {() => Memory} look */
function watchPeak(look) {
  let most = look()
  const timer = setInterval(() => {
    const now = look()
    if (now.rss > most.rss) most = now
  }, 500)
  return {
    async end() {
      clearInterval(timer)
      return most
    },
  }
}

/** @param {Memory} memory */
function memoryIn({ rss, heapUsed, heapTotal, external }) {
  const [all, used, total, outside] = [rss, heapUsed, heapTotal, external].map((bytes) => Math.round(bytes / 2 ** 20))
  return `${all} MB resident, heap ${used} of ${total} MB, ${outside} MB outside it`
}
