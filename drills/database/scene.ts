import { findBinaries } from '@/scripts/postgres/binaries.mjs'
import { signIn } from '../support/action-client'
import { type Cluster, openCluster } from '../support/cluster'
import { watchHealth } from '../support/health'
import { enterAgreement, SECRET, serveOn } from '../support/ledgers'
import { percentile } from '../support/numbers'
import { verify } from '../support/verdict'
import { type Ask, askOf, type Expect } from './asking'

const CONNECTIONS = 25

export type Scene = {
  postgres: Cluster
  url: string
  ask: Ask
  expect: Expect
}
/** Does something to the database of a ledger that is well, and leaves it well. */
export type Fault = (scene: Scene) => Promise<void>

const SETTINGS = [
  `max_connections=${CONNECTIONS}`,
  'superuser_reserved_connections=0',
  'min_wal_size=32MB',
  'max_wal_size=64MB',
]

/**
 * A ledger on a PostgreSQL of its own in this directory, through one fault after another; the first is always that the
 * database is down when the web server starts. Resolves to how long each answer about its health took, in milliseconds.
 */
export async function playOn(directory: string, faults: [string, Fault][], wrong: string[]): Promise<number[]> {
  if (faults.length === 0) return []
  const postgres = await openCluster({ bin: findBinaries(), directory, settings: SETTINGS })
  const { url } = postgres
  await postgres.sql('CREATE DATABASE accord')
  await enterAgreement(url)
  const editor = await signIn({ connectionString: url, secret: SECRET, role: 'EDITOR', name: 'Editor' })

  await postgres.stop('fast')
  const server = await serveOn(url)
  let isUp = true
  server.ended.then(() => {
    isUp = false
  })
  const ask = askOf(server.address, editor.cookie)
  const health: number[] = []
  for (const [name, play] of [['down at the start', downAtStart] as const, ...faults]) {
    const before = wrong.length
    const expect: Expect = (holds, sentence) => {
      if (!holds) wrong.push(`${name}: ${sentence}`)
    }
    const watch = watchHealth(server.address, 100)
    const began = performance.now()
    await play({ postgres, url, ask, expect })
    const { times, others } = await watch.end()
    health.push(...times)
    expect(isUp, 'the web server ended')
    expect(others.length === 0, `health was answered ${others.join(', ')}`)
    console.log(
      `${wrong.length === before ? 'held' : 'FAILED'}  ${name}: ${((performance.now() - began) / 1000).toFixed(0)} s, health p95 ${percentile(times, 0.95).toFixed(1)} ms of ${times.length}`,
    )
  }
  console.log(await verify(url))
  await server.stop()
  await postgres.stop('fast')
  return health
}

const downAtStart: Fault = async ({ postgres, ask, expect }) => {
  await ask.expectAway(expect)
  await postgres.start()
  await ask.expectWell(expect)
}
