import path from 'node:path'
import { Failure } from '../../scripts/failure.mjs'
import { actionsOfBuild, callAction, signIn } from '../action-client.mjs'
import { pause } from '../random.mjs'
import { SECRET } from '../throwaway-ledger.mjs'
import { complete } from './commands.mjs'
import { grow } from './grow.mjs'

const SIZE = 5_000
/** How long an answer, and an event, may take, in milliseconds. */
const ANSWERED_WITHIN = 35_000
const TOLD_WITHIN = 10_000

const PAGES = [
  ...['/en', '/zh/commitments', '/en/commitments/SF-04', '/en/changes', '/zh/domains', '/en/people'],
  ...['/api/v1/commitments', '/api/v1/summary', '/api/v1/commitments/SF-04', '/en/commitments.csv'],
]

/**
 * A ledger whose data are replaced while it serves answers its readers with 200 or 503, tells the pages that are open,
 * shows what was restored, and takes what is recorded next; the people who were signed in sign in again.
 * @param {import('../backup.mjs').Stage} stage
 */
export async function restoreUnderReaders({ newLedger, serveOn, scratch, rounds, wrong }) {
  const connectionString = await newLedger()
  await grow(connectionString, SIZE)
  const server = await serveOn(connectionString)
  const { address } = server
  let isUp = true
  server.ended.then(() => {
    isUp = false
  })
  const settings = { DATABASE_URL: connectionString, ACCORD_DATA_DIR: path.join(scratch, 'served') }
  const file = path.join(scratch, 'served.gz')
  const { said } = await complete('backup', [file], settings)
  const head = Number(/ (\d+) changes, head /.exec(said)?.[1])
  const version = await versionOn(address)
  const stream = await listen(address)

  for (let round = 1; round <= rounds; round += 1) {
    const fail = (/** @type {string} */ sentence) => wrong.push(`round ${round}: ${sentence}`)
    const cookie = await record(connectionString, address, `Before restore ${round}.`)
    if (!(await stream.tells((told) => told > head))) fail('the stream told of no change')
    const readers = read(address, cookie)
    const { seconds } = await complete('restore', [file, '--replace'], settings)
    const told = await stream.tells((last) => last === head)
    if (!told) fail(`the stream tells of change ${stream.last()}, and the record goes up to ${head}`)
    await pause(500)
    const { statuses, slowest } = await readers.end()
    const odd = Object.keys(statuses).filter((status) => !['200', '401', '503'].includes(status))
    if (odd.length > 0) fail(`readers were answered ${odd}`)
    if (slowest > ANSWERED_WITHIN) fail(`a reader waited for ${slowest.toFixed(0)} ms`)
    if ((await versionOn(address)) !== version) fail('what is shown is not what was restored')
    if ((await statusOf(`${address}/en/people`, cookie)).status !== 401) fail('a session outlived the restore')
    await record(connectionString, address, `After restore ${round}.`)
    if (!isUp) fail('the web server ended')
    console.log(
      `restored in ${seconds.toFixed(1)} s under 10 readers: answered ${JSON.stringify(statuses)}, the slowest in ${(slowest / 1000).toFixed(1)} s; ${wrong.length} wrong`,
    )
  }
  await stream.end()
  await server.stop()
}

/** Readers who ask for one page after another, until they are told to end. @param {string} address @param {string} cookie */
function read(address, cookie) {
  const statuses = /** @type {Record<string, number>} */ ({})
  let slowest = 0
  let isOver = false
  const reading = Promise.all(
    PAGES.map(async (page) => {
      while (!isOver) {
        const began = performance.now()
        const { status } = await statusOf(address + page, cookie)
        statuses[status] = (statuses[status] ?? 0) + 1
        slowest = Math.max(slowest, performance.now() - began)
      }
    }),
  )
  return {
    async end() {
      isOver = true
      await reading
      return { statuses, slowest }
    },
  }
}

/** @param {string} address @param {string} cookie */
async function statusOf(address, cookie) {
  try {
    const answer = await fetch(address, { headers: { cookie }, signal: AbortSignal.timeout(2 * ANSWERED_WITHIN) })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    return { status: /** @type {Error} */ (error).name, text: '' }
  }
}

/** @param {string} address @returns {Promise<number>} */
async function versionOn(address) {
  const { status, text } = await statusOf(`${address}/api/v1/commitments/SF-04`, '')
  return status === 200 ? JSON.parse(text).version : Number.NaN
}

/** Somebody signs in and records something; resolves to the cookie. */
async function record(
  /** @type {string} */ connectionString,
  /** @type {string} */ address,
  /** @type {string} */ says,
) {
  const { cookie } = await signIn({ connectionString, secret: SECRET, role: 'ADMIN', name: 'Admin' })
  const fields = {
    ...{ ref: 'SF-04', version: String(await versionOn(address)), effectiveOn: '2026-01-05', status: 'UNASSESSED' },
    ...{ condition: 'ACTIVE', progress: '', confidence: 'SUGGESTED', rationaleEn: says },
  }
  const action = actionsOfBuild().get('assess') ?? ''
  const page = '/en/commitments/SF-04/assess'
  const { answer } = await callAction({ address, page, action, fields, cookie })
  if (answer?.done !== true) throw new Failure(`${says} was answered ${JSON.stringify(answer)}.`)
  return cookie
}

/** What a stream of events told last. @param {string} address */
async function listen(address) {
  const leaving = new AbortController()
  const answer = await fetch(`${address}/api/events`, { signal: leaving.signal })
  let last = Number.NaN
  let isOpen = true
  const reading = (async () => {
    const decoder = new TextDecoder()
    let said = ''
    for await (const chunk of answer.body ?? []) {
      said = (said + decoder.decode(chunk, { stream: true })).slice(-1_000)
      last = Number([...said.matchAll(/^data: (\d+)\n\n/gm)].at(-1)?.[1] ?? last)
    }
  })()
    .catch(() => {})
    .finally(() => {
      isOpen = false
    })
  return {
    last: () => last,
    /** Whether it tells this before long, and is still open. @param {(last: number) => boolean} isSo */
    async tells(isSo) {
      for (const deadline = Date.now() + TOLD_WITHIN; !isSo(last) && Date.now() < deadline; ) await pause(20)
      return isOpen && isSo(last)
    },
    async end() {
      leaving.abort()
      await reading
    },
  }
}
