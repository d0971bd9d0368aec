import pg from 'pg'
import type { TestDatabase } from './database'
import { outcomesOf } from './joining'
import { until } from './waiting'

/**
 * Runs two writes so that the first has done everything but its last step, and not committed, when the second begins; and
 * says how each ended. The last thing that a write does is to take the chain's lock, which is held against both of them
 * until the second waits too, or has ended.
 */
export async function interleaved(
  database: TestDatabase,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<string[]> {
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  try {
    await holder.query('BEGIN')
    await holder.query('SELECT pg_advisory_xact_lock(4713, 1)')
    const one = outcomesOf([first()])
    await untilWaiting(database, 1)
    const other = outcomesOf([second()])
    await Promise.race([other, untilWaiting(database, 2)])
    await holder.query('COMMIT')
    return [...(await one), ...(await other)]
  } finally {
    await holder.end()
  }
}

const untilWaiting = (database: TestDatabase, sessions: number) =>
  until(async () => {
    const [row] = await database.sql(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if (row?.waiting !== sessions) throw new Error(`${row?.waiting} sessions wait for a lock, not ${sessions}`)
  })
