#!/usr/bin/env node
// Two nodes of one ledger on one PostgreSQL 15 of somebody else's: sessions, the live signal, limits and the record work
// across them; then, round after round, one of them is killed under a load of writes, and nothing acknowledged is lost.
//   node drills/two-nodes.mjs [--rounds 20] [--seed 1] [--bin /usr/lib/postgresql/15/bin]
import '../scripts/require-node.mjs'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from '../scripts/failure.mjs'
import { pickFreePort } from '../scripts/port.mjs'
import { build, generateClient, installPackages } from '../scripts/setup.mjs'
import { beforeLeaving, conduct, leave } from '../scripts/shutdown.mjs'
import { actionsOfBuild, callAction, signIn } from './action-client.mjs'
import { openCluster } from './cluster.mjs'
import { descendantsOf, killAll, startLedger } from './own-start.mjs'
import { pause, randomFrom } from './random.mjs'
import { SECRET } from './throwaway-ledger.mjs'
import { verify } from './verdict.mjs'
import { openWriters } from './writers.mjs'

const text = /** @type {const} */ ({ type: 'string' })
const { values } = parseArgs({
  options: {
    rounds: { ...text, default: '20' },
    seed: { ...text, default: '1' },
    bin: { ...text, default: '/usr/lib/postgresql/15/bin' },
  },
})

/** How long the node that is left may take to acknowledge something, in milliseconds. */
const PATIENCE = 20_000

await conduct({ codeOnSignal: 130 }, async () => {
  if (!existsSync(path.join(values.bin, 'initdb')))
    throw new Failure(`There is no PostgreSQL in ${values.bin}; install postgresql-15, or name another with --bin.`)
  await installPackages()
  await generateClient()
  await build()
  const scratch = mkdtempSync(path.join(tmpdir(), 'accord-nodes-'))
  chmodSync(scratch, 0o711)
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))
  mkdirSync(path.join(scratch, 'postgres'), { mode: 0o711 })
  const postgres = await openCluster({ bin: values.bin, directory: path.join(scratch, 'postgres') })
  await postgres.sql('CREATE DATABASE accord')
  const [{ version }] = await postgres.sql(`SELECT current_setting('server_version') AS version`)

  // Both at once, on an empty database.
  const ports = [await pickFreePort(), await pickFreePort()]
  const settingsOf = (/** @type {number} */ node) => ({
    ...{ DATABASE_URL: postgres.url, ACCORD_SECRET: SECRET, PORT: String(ports[node]) },
    ACCORD_DATA_DIR: path.join(scratch, 'unused'),
  })
  const nodes = await Promise.all([startLedger(settingsOf(0)), startLedger(settingsOf(1))])
  console.log(`two nodes on PostgreSQL ${version}, started at once on an empty database`)
  const addresses = nodes.map(({ address }) => address)

  await holdAcross(addresses, postgres.url)

  const random = randomFrom(Number(values.seed))
  const answering = [true, true]
  const writers = await openWriters({
    ...{ connectionString: postgres.url, secret: SECRET, file: path.join(scratch, 'acknowledged'), writers: 6 },
    seed: Number(values.seed),
    // As a load balancer does: the node of its own, or else the other.
    addressOf: (writer) => addresses[answering[writer % 2] ? writer % 2 : 1 - (writer % 2)] ?? '',
  })
  const wrong = /** @type {string[]} */ ([])
  let victim = 0
  for (let round = 1; round <= Number(values.rounds) && wrong.length === 0; round += 1) {
    // Of two rounds, one kills the one and the other the other.
    victim = round % 2 === 0 ? 1 - victim : random() < 0.5 ? 0 : 1
    const before = writers.tally.acknowledged
    writers.start()
    await pause(200 + random() * 800)
    const pid = nodes[victim]?.pid ?? 0
    killAll([...descendantsOf(pid), pid])
    answering[victim] = false
    await nodes[victim]?.ended
    // The other goes on by itself.
    const [atKill, began] = [writers.tally.acknowledged, performance.now()]
    while (writers.tally.acknowledged === atKill && performance.now() - began < PATIENCE) await pause(10)
    const gap = performance.now() - began
    if (gap >= PATIENCE) wrong.push(`round ${round}: the other node acknowledged nothing while one was away`)
    nodes[victim] = await startLedger(settingsOf(victim))
    answering[victim] = true
    await pause(200)
    await writers.rest()
    wrong.push(...(await writers.compare(postgres.url)))
    console.log(
      `round ${round}: killed node ${victim + 1}, the other acknowledged something ${gap.toFixed(0)} ms after, ${writers.tally.acknowledged - before} in all, ${wrong.length} wrong`,
    )
  }
  console.log(await verify(postgres.url))
  console.log(`${values.rounds} rounds, seed ${values.seed}: ${JSON.stringify(writers.tally)}`)
  console.log(wrong.length === 0 ? 'held: nothing acknowledged is missing, and the record verifies' : wrong.join('\n'))
  writers.close()
  await leave(wrong.length === 0 ? 0 : 1)
})

/** What two nodes share, each said in a line. @param {string[]} addresses @param {string} connectionString */
async function holdAcross([first = '', second = ''], connectionString) {
  const actions = actionsOfBuild()
  const admin = await signIn({ connectionString, secret: SECRET, role: 'ADMIN', name: 'Admin' })

  // One session, ended on the other node.
  for (const address of [first, second])
    if ((await statusOf(`${address}/en/people`, admin.cookie)) !== 200)
      throw new Failure(`${address} knows no session.`)
  const other = await signIn({ connectionString, secret: SECRET, role: 'ADMIN', name: 'Other' })
  const sent = { address: second, page: '/en', action: actions.get('signOut') ?? '', fields: {}, cookie: other.cookie }
  await callAction(sent)
  const after = await statusOf(`${first}/en/people`, other.cookie)
  if (after !== 401) throw new Failure(`A session that ended on one node answers ${after} on the other.`)
  console.log('sessions: good on both; ended on one, over on the other')

  // What is recorded on one is told by the other.
  const stream = await fetch(`${second}/api/events`)
  const reader = stream.body?.getReader()
  const heard = async () => {
    const deadline = Date.now() + 5_000
    for (let said = ''; Date.now() < deadline; ) {
      const { value } = (await reader?.read()) ?? {}
      said += new TextDecoder().decode(value)
      const last = /data: (\d+)\n\n$/.exec(said)?.[1]
      if (last) return Number(last)
    }
    throw new Failure('The stream of events told nothing for 5 s.')
  }
  const before = await heard()
  const item = await (await fetch(`${first}/api/v1/commitments/SF-04`)).json()
  const fields = {
    ...{ ref: 'SF-04', version: String(item.version), effectiveOn: '2026-01-05', status: 'UNASSESSED' },
    ...{ condition: 'ACTIVE', progress: '', confidence: 'SUGGESTED', rationaleEn: 'Told across two nodes.' },
  }
  const began = performance.now()
  const page = '/en/commitments/SF-04/assess'
  const assess = { address: first, page, action: actions.get('assess') ?? '', fields, cookie: admin.cookie }
  const { answer } = await callAction(assess)
  if (answer?.done !== true) throw new Failure(`The assessment was answered ${JSON.stringify(answer)}.`)
  const told = await heard()
  await reader?.cancel()
  if (told <= before) throw new Failure(`The other node told of change ${told}, and before of ${before}.`)
  console.log(`live signal: recorded on one, told by the other in ${Math.round(performance.now() - began)} ms`)

  // Attempts at one account count together.
  const codes = []
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const address = attempt % 2 === 0 ? first : second
    const wrongPassword = { email: 'nobody@example.org', password: 'a wrong pass phrase', next: '' }
    const action = actions.get('signIn') ?? ''
    codes.push((await callAction({ address, page: '/en/sign-in', action, fields: wrongPassword })).answer?.code)
  }
  if (codes.slice(0, 5).includes('LIMITED') || codes[5] !== 'LIMITED')
    throw new Failure(`Six wrong passwords, in turn on both nodes, were answered ${codes.join(', ')}.`)
  console.log('limits: five wrong passwords in turn on both nodes, the sixth is refused as too many')
}

/** @param {string} address @param {string} cookie */
async function statusOf(address, cookie) {
  const response = await fetch(address, { headers: { cookie } })
  await response.arrayBuffer()
  return response.status
}
