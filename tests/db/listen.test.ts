import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findLastSequence, recordChanges } from '@/lib/db/changes/write'
import { onChange } from '@/lib/db/listen'
import { listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { PATIENCE, until } from '@/tests/support/waiting'

const database = ownDatabase()
const leave: (() => void)[] = []
const LISTENING = `SELECT pid FROM pg_stat_activity WHERE application_name = 'accord listen' AND datname = current_database()`

/** A listener that has been told that it listens, and counts what it is told since. */
async function listening() {
  const heard = vi.fn()
  leave.push(onChange(heard))
  if (leave.length === 1) await untilTold(heard, 1)
  heard.mockClear()
  return heard
}
const entry = (n: number) => ({ actor: 'test', action: 'test.done', subject: `T-${n}`, data: { n } })
const record = (...entries: ReturnType<typeof entry>[]) =>
  database.db.$transaction((tx) => recordChanges(tx, entries), { maxWait: PATIENCE, timeout: PATIENCE })
const untilTold = (heard: ReturnType<typeof vi.fn>, times: number) =>
  until(() => expect(heard).toHaveBeenCalledTimes(times))

beforeEach(() => {
  process.env.DATABASE_URL = database.url
})
afterEach(async () => {
  for (const one of leave.splice(0)) one()
  await until(async () => expect(await database.sql(LISTENING)).toEqual([]))
})

describe('a listener', () => {
  test('is told once of each transaction that recorded something, after it, and of none that was undone', async () => {
    const heard = await listening()
    const undone = database.db.$transaction(async (tx) => {
      await recordChanges(tx, [entry(1)])
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await record(entry(1), entry(2), entry(3))
    await untilTold(heard, 1)
    // What comes in order would have come before: nothing was told of the one undone.
    await record(entry(4))
    await untilTold(heard, 2)
  })

  test('misses none of many', async () => {
    const heard = await listening()
    const before = await findLastSequence(database.db)
    await Promise.all(Array.from({ length: 60 }, (_, n) => record(entry(n))))
    await untilTold(heard, 60)
    expect(await findLastSequence(database.db)).toBe(before + 60)
    expect(await listChanges(database.db)).toHaveLength(before + 60)
  })

  test('shares one connection, which is there for as long as somebody listens', async () => {
    expect(await database.sql(LISTENING)).toHaveLength(0)
    const heard = [await listening(), await listening(), await listening()]
    expect(await database.sql(LISTENING)).toHaveLength(1)
    leave.splice(0, 1).forEach((one) => {
      one()
      one()
    })
    await record(entry(1))
    await Promise.all(heard.slice(1).map((one) => untilTold(one, 1)))
    expect(heard[0]).not.toHaveBeenCalled()
  })

  test('is told once that it listens again when its connection was cut, and of what follows', async () => {
    const heard = await listening()
    for (const round of [1, 2]) {
      heard.mockClear()
      await database.sql(`SELECT pg_terminate_backend(pid) FROM (${LISTENING}) AS listening`)
      await untilTold(heard, 1)
      await record(entry(round))
      await untilTold(heard, 2)
    }
  })

  test('keeps its connection where the database ends those that are idle', async () => {
    const name = new URL(database.url).pathname.slice(1)
    await database.sql(`ALTER DATABASE ${name} SET idle_session_timeout = '100ms'`)
    const heard = await listening()
    const before = await database.sql(LISTENING)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await database.sql(LISTENING)).toEqual(before)
    expect(heard).not.toHaveBeenCalled()
    await database.sql(`ALTER DATABASE ${name} RESET idle_session_timeout`)
  })

  test('hears nothing of a database that is away, and is told when it is there', async () => {
    process.env.DATABASE_URL = 'postgresql://nobody:x@127.0.0.1:1/none'
    const heard = vi.fn()
    leave.push(onChange(heard))
    // Twice refused, at least.
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(heard).not.toHaveBeenCalled()
    process.env.DATABASE_URL = database.url
    await untilTold(heard, 1)
  })
})
