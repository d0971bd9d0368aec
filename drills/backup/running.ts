import path from 'node:path'
import { Failure } from '@/scripts/failure.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { findRunningDatabase } from '@/scripts/postgres.mjs'
import { actionOfBuild, assessmentOf, callAction, signIn } from '../support/action-client'
import { SECRET, startLedger } from '../support/ledgers'
import { count } from '../support/numbers'
import { begin, complete } from './commands'
import type { BackupStage } from './stage'

const PAGES = [
  '/en',
  '/zh/commitments',
  '/en/commitments/SF-04',
  '/en/changes',
  '/zh/domains',
  '/en/people',
  '/api/v1/commitments',
  '/api/v1/summary',
  '/en/commitments.csv',
]

/**
 * A restore of a ledger that is running is refused, disturbs no reader and changes nothing; of the same ledger stopped, it
 * brings back what was backed up, and everybody signs in again. In turn on the ledger's own PostgreSQL and on another.
 */
export async function restoreWhileRunning({ newLedger, scratch, rounds, wrong }: BackupStage) {
  for (let round = 1; round <= rounds; round += 1) {
    const fail = (sentence: string) => wrong.push(`round ${round}: ${sentence}`)
    const isOwn = round % 2 === 1
    const dataDir = path.join(scratch, `running-${round}`)
    const settings: Record<string, string> = {
      ACCORD_DATA_DIR: dataDir,
      ACCORD_SECRET: SECRET,
      PORT: String(await pickFreePort()),
      ...(!isOwn && { DATABASE_URL: await newLedger() }),
    }
    const ledger = await startLedger(settings)
    const connectionString = settings.DATABASE_URL ?? (await findRunningDatabase(dataDir)) ?? ''
    const file = path.join(scratch, `running-${round}.gz`)
    const backedUp = await complete('backup', [file], settings)
    if (!(await isRefused(file, settings))) fail('a ledger that nobody has asked for anything was not seen')
    const version = await versionOn(ledger.address)
    const cookie = await record(connectionString, ledger.address, version)
    const before = await complete('backup', [path.join(scratch, `running-${round}-before.gz`)], settings)

    const readers = read(ledger.address, cookie)
    if (!(await isRefused(file, settings))) fail('a ledger that is running was not seen')
    const statuses = await readers.end()
    if (Object.keys(statuses).join() !== '200') fail(`readers were answered ${JSON.stringify(statuses)}`)
    const after = await complete('backup', [path.join(scratch, `running-${round}-after.gz`)], settings)
    if (after.content !== before.content) fail('a restore that was refused changed something')
    await ledger.stop()

    const { seconds, content } = await complete('restore', [file, '--replace'], settings)
    if (content !== backedUp.content) fail('another content was restored')
    const again = await startLedger(settings)
    if ((await versionOn(again.address)) !== version) fail('what is shown is not what was restored')
    if ((await statusOf(`${again.address}/en/people`, cookie)) !== 401) fail('a session outlived the restore')
    await again.stop()
    console.log(
      `on ${isOwn ? "the ledger's own PostgreSQL" : 'another PostgreSQL'}: refused while it ran, with ${statuses[200]} pages answered; stopped, restored in ${seconds.toFixed(1)} s; ${wrong.length} wrong`,
    )
  }
}

/** Whether a restore asks for a stop. */
async function isRefused(file: string, settings: Record<string, string>): Promise<boolean> {
  const restore = begin('restore', [file, '--replace'], settings)
  return (await restore.ended) === 1 && /stop it first/.test(restore.said())
}

/** Readers who ask for one page after another until they are told to end; resolves to what they were answered. */
function read(address: string, cookie: string) {
  const statuses: Record<string, number> = {}
  let isOver = false
  const reading = Promise.all(
    PAGES.map(async (page) => {
      while (!isOver) count(statuses, await statusOf(address + page, cookie))
    }),
  )
  return {
    async end() {
      isOver = true
      await reading
      return statuses
    },
  }
}

async function statusOf(address: string, cookie: string): Promise<number> {
  const answer = await fetch(address, { headers: { cookie } })
  await answer.arrayBuffer()
  return answer.status
}

async function versionOn(address: string): Promise<number> {
  const answer = await fetch(`${address}/api/v1/commitments/SF-04`)
  return ((await answer.json()) as { version: number }).version
}

/** Has an administrator record something; resolves to their cookie. */
async function record(connectionString: string, address: string, version: number): Promise<string> {
  const { cookie } = await signIn({ connectionString, secret: SECRET, role: 'ADMIN', name: 'Admin' })
  const fields = assessmentOf('SF-04', version, 'Recorded after the backup.')
  const page = '/en/commitments/SF-04/assess'
  const { answer } = await callAction({ address, page, action: actionOfBuild('assess'), fields, cookie })
  if (answer?.done !== true) throw new Failure(`The assessment was answered ${JSON.stringify(answer)}.`)
  return cookie
}
