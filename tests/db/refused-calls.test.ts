import pg from 'pg'
import { beforeEach, expect, test } from 'vitest'
import { findLastSequence } from '@/lib/db/changes/write'
import { countRefusedCall, recordRefusedCalls } from '@/lib/db/refused-calls/write'
import { write } from '@/lib/db/write'
import { firstBreak, listChanges, unsealed } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'

const database = ownDatabase()
beforeEach(() => database.sql('DELETE FROM "RefusedCall"'))

const refused = (network: string, action = 'assessment.record') => countRefusedCall(database.db, { network, action })
const refusedOften = async (times: number, network: string, action?: string) => {
  for (let n = 0; n < times; n += 1) await refused(network, action)
}
const passHour = () => database.sql(`UPDATE "RefusedCall" SET hour = hour - interval '1 hour'`)
const counted = async () =>
  (await database.sql('SELECT count(*)::int AS rows, coalesce(sum(calls), 0)::int AS calls FROM "RefusedCall"'))[0]

/** What the record gains when the hours that are over are recorded, by so many nodes at once. */
async function recorded(nodes = 1) {
  const { length } = await listChanges(database.db)
  await Promise.all(Array.from({ length: nodes }, () => recordRefusedCalls(database.db)))
  const changes = await listChanges(database.db)
  expect(await firstBreak(changes)).toBeNull()
  return changes.slice(length).map(({ entry }) => unsealed(entry))
}

test('refused calls are counted, and are one change of each network when their hour is over, by whichever node', async () => {
  await refusedOften(17, 'one')
  await refusedOften(2, 'other')
  await refusedOften(1, 'other', 'person.invite')
  expect(await recorded()).toEqual([])
  await passHour()
  const [first, ...more] = await recorded(4)
  const hour = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:00:00\.000Z$/)
  expect([first, ...more]).toEqual([
    {
      actor: 'anonymous',
      action: 'access.refusedCalls',
      subject: 'ledger',
      data: { hour, calls: 17, networks: 1, actions: ['assessment.record'] },
    },
    {
      actor: 'anonymous',
      action: 'access.refusedCalls',
      subject: 'ledger',
      data: { hour, calls: 3, networks: 1, actions: ['assessment.record', 'person.invite'] },
    },
  ])
  expect(JSON.stringify([first, ...more])).not.toContain('other')
  expect(await counted()).toEqual({ rows: 0, calls: 0 })
  expect(await recorded()).toEqual([])
})

test('however many networks there are, an hour has 21 changes at most, and none of the calls is missing in them', async () => {
  await database.sql(`INSERT INTO "RefusedCall" SELECT date_trunc('hour', now()), 'network ' || n, 'undo', n
    FROM generate_series(1, 1500) n`)
  await refusedOften(3, 'one more')
  expect((await counted())?.rows).toBe(1501)
  await passHour()
  const sums = (await recorded()).map(({ data }) => data as { calls: number; networks: number })
  expect(sums).toHaveLength(21)
  expect(sums.slice(0, 20).every(({ networks }) => networks === 1)).toBe(true)
  expect(sums[0]?.calls).toBe(1500)
  expect(sums.at(-1)?.networks).toBe(1481)
  expect(sums.reduce((sum, { calls }) => sum + calls, 0)).toBe((1500 * 1501) / 2 + 3)
})

test('hours are told apart, also those during which nobody recorded them', async () => {
  await refused('one')
  await passHour()
  await refusedOften(2, 'one')
  await passHour()
  const sums = (await recorded()).map(({ data }) => data as { calls: number; hour: string })
  expect(sums.map(({ calls }) => calls)).toEqual([1, 2])
  expect(new Set(sums.map(({ hour }) => hour)).size).toBe(2)
})

test('neither what is refused nor what is recorded of it tells open pages that there is something new', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  let told = 0
  client.on('notification', () => {
    told += 1
  })
  try {
    await client.query('LISTEN accord_changed')
    const before = await findLastSequence(database.db)
    await refused('one')
    await passHour()
    expect(await recorded()).toHaveLength(1)
    const author = { actor: 'user:a', submission: null }
    await write(database.db, author, 'access.refused', async (_, record) => {
      record({ action: 'access.refused', subject: 'undo', data: null })
      return null
    })
    expect(await findLastSequence(database.db)).toBe(before)
    // What is told comes with the answer to whatever is asked next.
    await client.query('SELECT 1')
    expect(told).toBe(0)
    await write(database.db, author, 'plan.changed', async (_, record) => {
      record({ action: 'plan.changed', subject: 'SF-01', data: null })
      return null
    })
    await client.query('SELECT 1')
    expect(told).toBe(1)
    expect(await findLastSequence(database.db)).toBe((await listChanges(database.db)).length)
  } finally {
    await client.end()
  }
})

test('how far the record goes is asked of an index, which refusals are not in', async () => {
  const plan = await database.sql(`EXPLAIN SELECT sequence FROM "Change"
    WHERE (entry ->> 'action') LIKE 'access.%' IS NOT TRUE ORDER BY sequence DESC LIMIT 1`)
  expect(JSON.stringify(plan)).toContain('Change_told_idx')
})
