import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '@/lib/canonical-json'
import { recordChanges } from '@/lib/db/changes/write'
import { firstBreak, listChanges, unsealed } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { PATIENCE } from '@/tests/support/waiting'

const entry = (n: number, data: unknown = { n }) => ({ actor: 'test', action: 'test.done', subject: `T-${n}`, data })

describe('the chain in the database', () => {
  const database = ownDatabase({ seeded: true })
  const whole = async () => firstBreak(await listChanges(database.db))

  test('is whole after the seed', async () => {
    expect((await listChanges(database.db)).length).toBeGreaterThan(100)
    expect(await whole()).toBeNull()
  })

  test('stays whole with many writers, each of whose changes stand together', async () => {
    const { length } = await listChanges(database.db)
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        database.db.$transaction((tx) => recordChanges(tx, [entry(n), entry(n), entry(n)]), {
          maxWait: PATIENCE,
          timeout: PATIENCE,
        }),
      ),
    )
    const added = (await listChanges(database.db)).slice(length)
    expect(added).toHaveLength(60)
    for (let n = 0; n < 60; n += 3)
      expect(new Set(added.slice(n, n + 3).map((change) => change.entry.subject)).size).toBe(1)
    expect(await whole()).toBeNull()
  })

  test('has no trace of a transaction that was undone', async () => {
    const before = await listChanges(database.db)
    const undone = database.db.$transaction(async (tx) => {
      await recordChanges(tx, [entry(1)])
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(await listChanges(database.db)).toEqual(before)
  })

  test('is whole whatever the changes say, and keeps their text to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (data) => {
        await database.db.$transaction((tx) => recordChanges(tx, [entry(1, data)]))
        const [last] = await database.sql('SELECT entry::text FROM "Change" ORDER BY sequence DESC LIMIT 1')
        const read = JSON.parse(String(last?.entry))
        expect(last?.entry).toBe(canonicalJson(read))
        expect(unsealed(read)).toEqual(JSON.parse(canonicalJson(entry(1, data))))
      }),
      { numRuns: 30 },
    )
    expect(await whole()).toBeNull()
  })

  test('breaks where even a superuser rewrites a row with its guard switched off', async () => {
    await database.sql(`
      BEGIN;
      SET LOCAL session_replication_role = replica;
      UPDATE "Change" SET entry = replace(entry::text, 'rule v1', 'rule v2')::json WHERE sequence = 90;
      UPDATE "Change" SET entry = replace(entry::text, '"actor":"', '"actor":"x')::json WHERE sequence = 17;
      COMMIT`)
    expect(await whole()).toMatchObject({ how: 'altered', sequence: 17 })
  })
})
