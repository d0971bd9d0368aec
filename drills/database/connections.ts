import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { count } from '../support/numbers'
import { descendantsOf } from '../support/processes'
import { expectRefused } from './asking'
import type { Fault } from './scene'

/** The server is there or away, as a whole. */
export const restarts: Record<string, Fault> = {
  /** What the machine itself takes. */
  async undisturbed({ ask, expect }) {
    for (let n = 0; n < 10; n += 1) {
      expect((await ask.page()).status === 200, 'a page is not there')
      await pause(300)
    }
  },

  async 'lost in use'({ postgres, ask, expect }) {
    await postgres.stop('immediate')
    await ask.expectAway(expect)
    await postgres.start()
    await ask.expectWell(expect)
  },

  async 'restarted under readers'({ postgres, ask, expect }) {
    let isOver = false
    const statuses: Record<string, number> = {}
    const readers = Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        while (!isOver) count(statuses, (await (n % 2 ? ask.page() : ask.api())).status)
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
    console.log(`  readers were answered ${JSON.stringify(statuses)}`)
    expect(
      Object.keys(statuses).every((status) => status === '200' || status === '503'),
      'readers got something else than 200 or 503',
    )
    await ask.expectWell(expect)
  },
}

/** Every process of the server is stopped: connections stay open, and nothing answers. */
export const silence: Fault = async ({ postgres, ask, expect }) => {
  const stopped = [postgres.postmaster(), ...descendantsOf(postgres.postmaster())]
  for (const pid of stopped) process.kill(pid, 'SIGSTOP')
  const answers = await Promise.all([ask.page(), ask.api(), ask.page(), ask.api()])
  for (const pid of stopped) process.kill(pid, 'SIGCONT')
  expectRefused(answers, expect)
  await ask.expectWell(expect)
}

/** Other programs hold every connection that the server gives. */
export const outOfConnections: Fault = async ({ postgres, ask, expect, url }) => {
  const first = new pg.Client({ connectionString: url })
  await first.connect()
  const taken = [first]
  // The ledger loses the connections that it has, and these are faster to take them.
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
  await ask.expectAway(expect)
  await Promise.all(taken.map((client) => client.end()))
  expect(postgres.postmaster() !== 0, 'PostgreSQL ended')
  await ask.expectWell(expect)
}
