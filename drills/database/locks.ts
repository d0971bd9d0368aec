import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { expectRefused } from './asking'
import type { Fault } from './scene'

/** Somebody else holds what readers or writers need. */
export const locks: Record<string, Fault> = {
  async 'a locked commitment'({ ask, expect, url }) {
    const release = await hold(url, `SELECT FROM "Commitment" WHERE ref = 'SF-04' FOR UPDATE`)
    const write = ask.write()
    for (let n = 0; n < 10; n += 1) expect((await ask.page()).status === 200, 'a reader was kept waiting')
    expect((await write).code === 'UNAVAILABLE', 'a write that waits for ever was not told so')
    await release()
    await ask.expectWell(expect)
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
    await ask.expectWell(expect)
  },

  async 'a locked table, and more readers than connections'({ ask, expect, url }) {
    const release = await hold(url, 'LOCK TABLE "Commitment"')
    expectRefused(await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 ? ask.page() : ask.api()))), expect)
    await release()
    await ask.expectWell(expect)
  },
}

/** Holds what a statement locks, until it is released. */
async function hold(url: string, statement: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url, application_name: 'drill' })
  await client.connect()
  await client.query('BEGIN')
  await client.query(statement)
  return () => client.end()
}
