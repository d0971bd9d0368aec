// A crowd at the doors: readers by the thousand, some that send or read one byte a second, and open event streams. Pages for
// others stay under 1 s, what is beyond capacity is told 503 and nothing else, every stream hears of a write, and a minute
// later the memory is back within a fifth.
//   node scripts/drills/load.mjs [--readers 10000] [--slow 200] [--streams 500] [--seconds 60]
import '../require-node.mjs'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { actionsOfBuild, callAction, signIn } from '../action-client.mjs'
import { end, followParent, start } from '../command.mjs'
import { Failure } from '../failure.mjs'
import { root } from '../settings.mjs'
import { beforeLeaving, conduct, leave } from '../shutdown.mjs'
import { SECRET, throwawayLedger } from '../throwaway-ledger.mjs'

const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '10000' },
    slow: { type: 'string', default: '200' },
    streams: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '60' },
  },
})
const [readers, slow, streams, seconds] = [values.readers, values.slow, values.streams, values.seconds].map(Number)
const PAGES = ['/en', '/en/commitments', '/en/commitments/SF-09', '/zh/domains']
const SLOWEST_PAGE_MS = 1_000
const RECOVERY_MS = 60_000
/** Settled, where a page is asked for over and over. */
const WARM_PAGES = 400

await conduct({ codeOnSignal: 130 }, async () => {
  if (process.platform !== 'linux') throw new Failure('This drill reads the memory of the ledger from /proc, on Linux.')
  const files = Number(spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout)
  const needed = (readers ?? 0) + (slow ?? 0) + (streams ?? 0) + 500
  // Node raises its own limit as far as it may.
  if (files < needed) throw new Failure(`Only ${files} files may be open at once here, and ${needed} are needed.`)

  const { address, pid, connectionString } = await throwawayLedger()
  const wrong = /** @type {string[]} */ ([])
  for (let n = 0; n < WARM_PAGES; n += 1) await ask(address + PAGES[n % PAGES.length])
  const before = memoryOf(pid)
  console.log(`before: ${before} MB`)

  const crowd = gather(new URL(address).port)
  const others = { statuses: /** @type {Record<number, number>} */ ({}), pages: /** @type {number[]} */ ([]) }
  let most = before
  let told = 0
  for (let second = 1; second <= (seconds ?? 0) + (readers ?? 0) / 400; second += 1) {
    const began = performance.now()
    for (const page of PAGES) {
      const { status, ms } = await ask(address + page)
      others.statuses[status] = (others.statuses[status] ?? 0) + 1
      if (status === 200) others.pages.push(ms)
      else if (status !== 503) wrong.push(`${page} was answered ${status}`)
    }
    most = Math.max(most, memoryOf(pid))
    if (second % 5 === 0) console.log(`second ${second}: ${most} MB at most; ${crowd.said()}`)
    await pause(1_000 - (performance.now() - began))
  }
  if (streams) told = await tellAll(address, connectionString, crowd)
  const { answers } = crowd.met()
  await crowd.disperse()

  const pages = others.pages.sort((a, b) => a - b)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => pages[Math.floor(share * (pages.length - 1))] ?? Infinity)
  console.log(
    `others: ${JSON.stringify(others.statuses)}; pages p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, max ${pages.at(-1)} ms`,
  )
  if ((p95 ?? 0) > SLOWEST_PAGE_MS) wrong.push(`pages for others took ${p95} ms (p95)`)
  const strange = Object.keys(answers).filter((answer) => answer !== '200' && answer !== '503')
  for (const answer of strange) wrong.push(`${answers[answer]} of the crowd were answered ${answer}`)
  if (told < (streams ?? 0)) wrong.push(`${told} of ${streams} streams heard of the write within 2 s`)

  await pause(RECOVERY_MS)
  const after = memoryOf(pid)
  console.log(`memory: ${before} MB before, ${most} MB at most, ${after} MB a minute after`)
  if (after > 1.2 * before) wrong.push(`the memory is ${Math.round((100 * after) / before - 100)} % above what it was`)
  console.log(wrong.length === 0 ? `held: ${readers} readers, ${slow} slow ones, ${streams} streams` : wrong.join('\n'))
  await leave(wrong.length === 0 ? 0 : 1)
})

/** @param {string} port */
function gather(port) {
  const args = [
    ...followParent,
    path.join(root, 'scripts', 'load', 'crowd.mjs'),
    port,
    values.readers,
    values.slow,
    values.streams,
  ]
  const child = start(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const forget = beforeLeaving(() => end(child, 2_000))
  let line = '{}'
  if (child.stdout)
    createInterface(child.stdout).on('line', (said) => {
      line = said
    })
  return {
    said: () => line,
    met: () => ({ answers: {}, told: {}, ...JSON.parse(line) }),
    disperse: () => end(child, 2_000).finally(forget),
  }
}

/**
 * Records a change; resolves to how many streams have heard of it two seconds later.
 * @param {string} address @param {string} connectionString @param {ReturnType<typeof gather>} crowd
 */
async function tellAll(address, connectionString, crowd) {
  const { cookie } = await signIn({ connectionString, secret: SECRET, role: 'EDITOR', name: 'load' })
  const before = lastOf(crowd.met().told)
  for (let attempt = 1; ; attempt += 1) {
    const { answer, status } = await callAction({
      ...{ address, cookie, page: '/en/commitments/SF-06', action: actionsOfBuild().get('markReviewed') ?? '' },
      fields: { ref: 'SF-06', reviewedOn: new Date().toISOString().slice(0, 10) },
    })
    if (answer?.done === true) break
    if (status !== 503 || attempt === 100)
      throw new Failure(`The write was answered ${status} ${JSON.stringify(answer)}.`)
    await pause(200)
  }
  await pause(2_000)
  const { told } = crowd.met()
  const now = lastOf(told)
  return now > before ? told[now] : 0
}

/** @param {Record<string, number>} told */
const lastOf = (told) => Math.max(0, ...Object.keys(told).map(Number))

/** @param {string} url */
async function ask(url) {
  const began = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  return { status: answer.status, ms: Math.round(performance.now() - began) }
}

/** The resident memory, in MB, of a program and everything in its process group. @param {number} leader */
function memoryOf(leader) {
  let pages = 0
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const group = Number(
        readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')[2],
      )
      if (group === leader) pages += Number(readFileSync(`/proc/${name}/statm`, 'utf8').split(' ')[1])
    } catch (error) {
      // It ended while it was looked at.
      if (!['ENOENT', 'ESRCH'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) throw error
    }
  }
  return Math.round((pages * 4_096) / 2 ** 20)
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)))
}
