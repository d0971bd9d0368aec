#!/usr/bin/env node
// A database that is down at the start, lost in use, restarted, locked, slow, silent, out of connections or out of disk:
// the ledger says so with 503 and when to ask again, its health answers all the while, and it recovers by itself.
//   node drills/database.mjs [--only lost]
// Filling a disk needs a small file system of its own, which only root can mount.
import '../scripts/require-node.mjs'
import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { applyMigrations } from '../scripts/migrate.mjs'
import { pickFreePort } from '../scripts/port.mjs'
import { findBinaries } from '../scripts/postgres/binaries.mjs'
import { seed } from '../scripts/seed.mjs'
import { serve } from '../scripts/serve.mjs'
import { build, generateClient, installPackages } from '../scripts/setup.mjs'
import { beforeLeaving, conduct, leave } from '../scripts/shutdown.mjs'
import { actionsOfBuild, callAction, signIn } from './action-client.mjs'
import { openCluster } from './cluster.mjs'
import { descendantsOf } from './own-start.mjs'
import { pause } from './random.mjs'
import { SECRET } from './throwaway-ledger.mjs'
import { verify } from './verdict.mjs'

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
/** What the ledger may take at most, in milliseconds. */
const HEALTH_P95 = 50
const ANSWERED_WITHIN = 35_000
const RECOVERED_WITHIN = 15_000
const CONNECTIONS = 25

/** How long each answer about its health took, through all faults: a short one is asked ten times, which say little. */
const health = /** @type {number[]} */ ([])

/** @typedef {Awaited<ReturnType<typeof openCluster>>} Cluster */
/** @typedef {{ postgres: Cluster, ask: Ask, expect: (holds: boolean, sentence: string) => void, url: string }} Scene */
/** @typedef {ReturnType<typeof askOf>} Ask */

/** @type {Record<string, (scene: Scene) => Promise<void>>} */
const scenes = {
  /** What the machine itself takes. */
  async undisturbed({ ask, expect }) {
    for (let n = 0; n < 10; n += 1) {
      expect((await ask.page()).status === 200, 'a page is not there')
      await pause(300)
    }
  },

  async 'lost in use'({ postgres, ask, expect }) {
    await postgres.stop('immediate')
    await expectAway(ask, expect)
    await postgres.start()
    await expectWell(ask, expect)
  },

  async 'restarted under readers'({ postgres, ask, expect }) {
    let isOver = false
    const statuses = /** @type {Map<number, number>} */ (new Map())
    const readers = Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        while (!isOver) {
          const { status } = n % 2 ? await ask.page() : await ask.api()
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
        }
      }),
    )
    for (let n = 0; n < 5; n += 1) {
      await pause(500)
      await postgres.stop('fast')
      await postgres.start()
    }
    await pause(500)
    isOver = true
    await readers
    console.log(`  readers were answered ${JSON.stringify(Object.fromEntries(statuses))}`)
    expect(
      [...statuses.keys()].every((status) => status === 200 || status === 503),
      'readers got something else than 200 or 503',
    )
    await expectWell(ask, expect)
  },

  async 'a locked commitment'({ ask, expect, url }) {
    const release = await hold(url, `SELECT FROM "Commitment" WHERE ref = 'SF-04' FOR UPDATE`)
    const write = ask.write()
    for (let n = 0; n < 10; n += 1) expect((await ask.page()).status === 200, 'a reader was kept waiting')
    expect((await write).code === 'UNAVAILABLE', 'a write that waits for ever was not told so')
    await release()
    await expectWell(ask, expect)
  },

  async 'ten seconds of waiting'({ ask, expect, url }) {
    const release = await hold(url, 'LOCK TABLE "Commitment"')
    const readers = Promise.all(Array.from({ length: 4 }, () => ask.api()))
    await pause(10_000)
    await release()
    expect(
      (await readers).every(({ status }) => status === 200),
      'a slow answer was not waited for',
    )
    await expectWell(ask, expect)
  },

  async 'a locked table, and more readers than connections'({ ask, expect, url }) {
    const release = await hold(url, 'LOCK TABLE "Commitment"')
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 ? ask.page() : ask.api())))
    expect(
      answers.every(({ status }) => status === 503),
      `readers of what is locked got ${answers.map(({ status }) => status)}`,
    )
    expect(
      answers.every(({ retryAfter }) => /^\d+$/.test(retryAfter)),
      'an answer does not say when to ask again',
    )
    const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds))
    expect(slowest < ANSWERED_WITHIN, `a reader waited for ${slowest.toFixed(0)} ms`)
    await release()
    await expectWell(ask, expect)
  },

  async silent({ postgres, ask, expect }) {
    const stopped = [postgres.postmaster(), ...descendantsOf(postgres.postmaster())]
    for (const pid of stopped) process.kill(pid, 'SIGSTOP')
    const answers = await Promise.all([ask.page(), ask.api(), ask.page(), ask.api()])
    for (const pid of stopped) process.kill(pid, 'SIGCONT')
    expect(
      answers.every(({ status }) => status === 503),
      `it answered ${answers.map(({ status }) => status)}`,
    )
    const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds))
    expect(slowest < ANSWERED_WITHIN, `a reader waited for ${slowest.toFixed(0)} ms`)
    await expectWell(ask, expect)
  },

  async 'out of connections'({ postgres, ask, expect, url }) {
    const taken = /** @type {pg.Client[]} */ ([])
    const first = new pg.Client({ connectionString: url })
    await first.connect()
    taken.push(first)
    // Whoever has one loses it, and somebody else is faster.
    for (let refused = 0; refused < 3; ) {
      await first.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = 'accord' AND application_name <> 'drill' AND pid <> pg_backend_pid()`)
      const one = new pg.Client({ connectionString: url, application_name: 'drill' })
      one.on('error', () => {})
      await one.connect().then(
        () => taken.push(one),
        () => {
          refused += 1
        },
      )
    }
    await expectAway(ask, expect)
    await Promise.all(taken.map((client) => client.end()))
    expect(postgres.postmaster() !== 0, 'PostgreSQL ended')
    await expectWell(ask, expect)
  },
}

await conduct({ codeOnSignal: 130 }, async () => {
  await installPackages()
  await generateClient()
  await build()
  const scratch = mkdtempSync(path.join(tmpdir(), 'accord-database-'))
  // PostgreSQL may run as another account than root, and has to pass.
  chmodSync(scratch, 0o711)
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))

  const failed = /** @type {string[]} */ ([])
  const small = smallDisk(path.join(scratch, 'small'))
  await playOn(path.join(scratch, 'postgres'), scenes, failed)
  if (small) await playOn(path.join(scratch, 'small'), { 'a full disk': fullDisk }, failed)
  const p95 = p95Of(health)
  console.log(`health throughout: p95 ${p95.toFixed(1)} ms of ${health.length}`)
  if (p95 >= HEALTH_P95) failed.push(`health took ${p95.toFixed(1)} ms (p95)`)
  console.log(failed.length === 0 ? 'held: it says so, answers for its health, and recovers' : failed.join('\n'))
  if (!small) console.log('The disk was not filled: only root can mount a small file system for that.')
  await leave(failed.length === 0 && small ? 0 : 1)
})

/**
 * A ledger on a PostgreSQL of its own in this directory, through one scene after another.
 * @param {string} directory
 * @param {Record<string, (scene: Scene) => Promise<void>>} scenes
 * @param {string[]} failed
 */
async function playOn(directory, scenes, failed) {
  const chosen = Object.entries(scenes).filter(([name]) => name.includes(values.only))
  if (chosen.length === 0) return
  mkdirSync(directory, { recursive: true, mode: 0o711 })
  const settings = [
    `max_connections=${CONNECTIONS}`,
    'superuser_reserved_connections=0',
    'min_wal_size=32MB',
    'max_wal_size=64MB',
  ]
  const postgres = await openCluster({ bin: findBinaries(), directory, settings })
  await postgres.sql('CREATE DATABASE accord')
  await applyMigrations({ connectionString: postgres.url })
  await seed(postgres.url, 'UTC')
  const editor = await signIn({ connectionString: postgres.url, secret: SECRET, role: 'EDITOR', name: 'Editor' })

  // The first scene: it is down when the web server starts.
  await postgres.stop('fast')
  const port = await pickFreePort()
  const server = await serve({
    host: '127.0.0.1',
    port,
    connectionString: postgres.url,
    timeZone: 'UTC',
    silent: true,
    secret: SECRET,
  })
  let isUp = true
  server.ended.then(() => {
    isUp = false
  })
  const ask = askOf(server.address, editor.cookie)
  const stage = {
    postgres,
    ask,
    url: postgres.url,
    expect: (/** @type {boolean} */ holds, /** @type {string} */ sentence) => {
      if (!holds) failed.push(sentence)
    },
  }
  for (const [name, play] of Object.entries({ 'down at the start': downAtStart, ...Object.fromEntries(chosen) })) {
    const before = failed.length
    const watch = watchHealth(server.address)
    const began = performance.now()
    await play({ ...stage, expect: (holds, sentence) => stage.expect(holds, `${name}: ${sentence}`) })
    const { times, unanswered } = await watch.end()
    health.push(...times)
    stage.expect(isUp, `${name}: the web server ended`)
    stage.expect(unanswered === 0, `${name}: health did not answer ${unanswered} times`)
    console.log(
      `${failed.length === before ? 'held' : 'FAILED'}  ${name}: ${((performance.now() - began) / 1000).toFixed(0)} s, health p95 ${p95Of(times).toFixed(1)} ms of ${times.length}`,
    )
  }
  console.log(await verify(postgres.url))
  await server.stop()
  await postgres.stop('fast')
}

/** @param {Scene} scene */
async function downAtStart({ postgres, ask, expect }) {
  await expectAway(ask, expect)
  await postgres.start()
  await expectWell(ask, expect)
}

/** @param {Scene} scene */
async function fullDisk({ postgres, ask, expect, url }) {
  const ballast = path.join(postgres.cluster, '..', 'ballast')
  const acknowledged = /** @type {string[]} */ ([])
  const keep = async () => {
    const written = await ask.write()
    if (written.done) acknowledged.push(written.says)
    return written
  }
  await keep()
  fill(ballast)
  let refused = 0
  for (let n = 0; n < 300 && refused < 3; n += 1) {
    const { done, code } = await keep()
    if (done) continue
    refused += 1
    expect(code === 'UNAVAILABLE', `a write that found no space was answered ${code}`)
  }
  expect(refused > 0, 'the disk was never full')
  const isThere = postgres.postmaster() !== 0
  const page = await ask.page()
  console.log(
    `  ${acknowledged.length} acknowledged, then refused; PostgreSQL ${isThere ? 'goes on, and pages answer' : 'ended, and pages answer'} ${page.status}`,
  )
  expect(page.status === (isThere ? 200 : 503), `a page answers ${page.status}`)
  rmSync(ballast)
  if (!isThere) await postgres.start()
  await expectWell(ask, expect)
  const rows = await postgres.sql(
    `SELECT "rationaleEn" AS says FROM "Assessment" WHERE "rationaleEn" LIKE 'Drill %'`,
    url,
  )
  const kept = new Set(rows.map(({ says }) => says))
  const lost = acknowledged.filter((says) => !kept.has(says))
  expect(lost.length === 0, `lost: ${lost.join(', ')}`)
}

/** @param {Ask} ask @param {Scene['expect']} expect */
async function expectAway(ask, expect) {
  // What was under way may still have ended well.
  await ask.api()
  const [page, api, signedIn, write] = await Promise.all([
    ask.page(),
    ask.api(),
    ask.page({ signedIn: true }),
    ask.write(),
  ])
  for (const [what, { status, retryAfter, text }] of Object.entries({
    page,
    'page of an editor': signedIn,
    API: api,
  })) {
    expect(status === 503, `the ${what} answers ${status}`)
    expect(/^\d+$/.test(retryAfter), `the ${what} does not say when to ask again`)
    const says = what === 'API' ? 'The database cannot be reached' : 'This page could not be shown'
    expect(text.includes(says), `the ${what} does not say what is the matter`)
  }
  expect(write.code === 'UNAVAILABLE', `a write is answered ${write.code}`)
}

/** @param {Ask} ask @param {Scene['expect']} expect */
async function expectWell(ask, expect) {
  const began = performance.now()
  for (;;) {
    const [page, api] = await Promise.all([ask.page({ signedIn: true }), ask.api()])
    if (page.status === 200 && api.status === 200) break
    if (performance.now() - began > RECOVERED_WITHIN)
      return expect(
        false,
        `after ${RECOVERED_WITHIN / 1000} s a page still answers ${page.status}, and the API ${api.status}`,
      )
    await pause(100)
  }
  const { done, code } = await ask.write()
  expect(done, `a write is answered ${code} when all is well again`)
}

/** How a ledger is asked. @param {string} address @param {string} cookie */
function askOf(address, cookie) {
  const assess = actionsOfBuild().get('assess') ?? ''
  let forms = 0
  let version = ''

  /** @param {string} page @param {Record<string, string>} headers */
  async function get(page, headers = {}) {
    const began = performance.now()
    const response = await fetch(address + page, { headers, signal: AbortSignal.timeout(2 * ANSWERED_WITHIN) })
    const text = await response.text()
    const retryAfter = response.headers.get('retry-after') ?? ''
    return { status: response.status, text, retryAfter, milliseconds: performance.now() - began }
  }

  const api = () => get('/api/v1/commitments/SF-04')
  return {
    api,
    /** @param {{ signedIn?: boolean }} [as] */
    page: ({ signedIn = false } = {}) => get('/en/commitments', signedIn ? { cookie } : {}),
    async write() {
      const item = await api()
      if (item.status === 200) version = String(JSON.parse(item.text).version)
      forms += 1
      const says = `Drill form ${forms}.`
      const fields = {
        ...{ ref: 'SF-04', version: version || '1', effectiveOn: '2026-01-05', status: 'UNASSESSED' },
        ...{ condition: 'ACTIVE', progress: '', confidence: 'SUGGESTED', rationaleEn: `${says} ${'x'.repeat(3_000)}` },
      }
      const { answer } = await callAction({
        address,
        page: '/en/commitments/SF-04/assess',
        action: assess,
        fields,
        cookie,
      })
      return {
        says: fields.rationaleEn,
        done: answer?.done === true,
        code: answer ? String(answer.code) : 'with no answer',
      }
    },
  }
}

/** Asks for the health of a ledger ten times a second, whatever else it does. @param {string} address */
function watchHealth(address) {
  const times = /** @type {number[]} */ ([])
  let unanswered = 0
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const began = performance.now()
      await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(5_000) })
        .then((response) => response.text())
        .then(
          () => times.push(performance.now() - began),
          () => {
            unanswered += 1
          },
        )
      await pause(100)
    }
  })()
  return {
    async end() {
      isOver = true
      await asking
      return { times, unanswered }
    },
  }
}

/** @param {number[]} times */
function p95Of(times) {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN
}

/** Holds what a statement locks, until it is released. @param {string} url @param {string} statement */
async function hold(url, statement) {
  const client = new pg.Client({ connectionString: url, application_name: 'drill' })
  await client.connect()
  await client.query('BEGIN')
  await client.query(statement)
  return () => client.end()
}

/** A file system of its own, small enough to be filled; false where this account may not mount one. @param {string} directory */
function smallDisk(directory) {
  if (process.getuid?.() !== 0) return false
  mkdirSync(directory)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=0711', 'tmpfs', directory])
  beforeLeaving(() => execFileSync('umount', ['--lazy', directory]))
  return true
}

/** Leaves no space on the disk that a file is on. @param {string} file */
function fill(file) {
  const block = Buffer.alloc(64 * 1024)
  const ballast = openSync(file, 'w')
  try {
    for (let size = block.length; size >= 512; )
      try {
        writeSync(ballast, block, 0, size)
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOSPC') throw error
        size = Math.floor(size / 2)
      }
  } finally {
    closeSync(ballast)
  }
}
