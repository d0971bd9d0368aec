import { beforeAll, describe, expect, test } from 'vitest'
import { ACTIONS, actionsFor, type ChangeKind, kindsFor } from '@/lib/change/change'
import { type ChangeFilter, NO_CHANGE_FILTER } from '@/lib/change/filter'
import { findKnown } from '@/lib/db/changes/known'
import { type ChangeRow, countChangesFor, findHead, listActors, listChangesFor } from '@/lib/db/changes/read'
import type { Database } from '@/lib/db/client'
import { ownDatabase } from '@/tests/support/database'
import { recorded } from '@/tests/support/writes'

const person = (role: 'VIEWER' | 'ADMIN') => ({ id: 'x', name: 'X', role })
const READERS = { nobody: null, 'a viewer': person('VIEWER'), 'an administrator': person('ADMIN') }
const aFilter = (parts: Partial<ChangeFilter> = {}): ChangeFilter => ({ ...NO_CHANGE_FILTER, ...parts })

/** Every change that a filter keeps, page after page. */
async function walk(db: Database, filter: ChangeFilter, actions: string[] | null, limit: number): Promise<ChangeRow[]> {
  const all: ChangeRow[] = []
  for (let before: number | null = null; ; before = all.at(-1)?.sequence ?? null) {
    const { changes, hasOlder } = await listChangesFor(db, { ...filter, before }, { actions, timeZone: 'UTC' }, limit)
    all.push(...changes)
    if (!hasOlder) return all
    expect(changes).toHaveLength(limit)
  }
}

describe('reading the record', () => {
  const database = ownDatabase({ seeded: true })
  beforeAll(async () => {
    await recorded(database.db)
    // What no version of the ledger has ever written.
    for (const entry of ['null', '"text"', '[1]', '{"action":"weather.changed","actor":"a robot","subject":"rain"}'])
      await database.db.$executeRaw`SELECT record_changes(${[entry]}::text[])`
    await database.sql(`INSERT INTO "Change" SELECT sequence + 1, at, '{"action":"plan.changed","actor":"user:author","data":{},"item":"SF-09","subject":"SF-09"}', hash, md5(hash)
      FROM "Change" ORDER BY sequence DESC LIMIT 1`)
  })
  const everything = () => database.db.change.findMany({ orderBy: { sequence: 'desc' } })

  test.each(Object.entries(READERS))(
    'gives %s, page after page, all that they may see and nothing else',
    async (_, reader) => {
      const actions = actionsFor(reader)
      const all = await walk(database.db, aFilter(), actions, 7)
      const visible = kindsFor(reader).flatMap((kind) => ACTIONS[kind])
      const expected = (await everything()).filter(
        ({ entry }) => actions === null || visible.includes((entry as { action?: string } | null)?.action ?? ''),
      )
      expect(all.map(({ sequence }) => sequence)).toEqual(expected.map(({ sequence }) => sequence))
      expect(await countChangesFor(database.db, aFilter(), { actions, timeZone: 'UTC' })).toBe(
        Math.min(all.length, 1001),
      )
      const actors = await listActors(database.db, { actions, timeZone: 'UTC' })
      const acting = new Set(expected.map(({ entry }) => (entry as { actor?: string } | null)?.actor).filter(Boolean))
      expect([...actors].sort()).toEqual([...acting].sort())
    },
  )

  test.each<[Partial<ChangeFilter>]>([
    [{ item: 'SF-04' }],
    [{ actor: 'rule v1' }],
    [{ kind: ['follow-ups'] }],
    [{ kind: ['accounts', 'plan'] }],
    [{ item: 'SF-09', actor: 'rule v1', kind: ['assessments'] }],
    [{ item: 'SF-09', kind: ['plan'] }],
  ])('keeps what %j asks for, for each reader what they may see', async (parts) => {
    for (const reader of Object.values(READERS)) {
      const { kind = [] as ChangeKind[], item, actor } = parts
      const actions = actionsFor(reader, kind)
      const found = await walk(database.db, aFilter(parts), actions, 5)
      const expected = (await everything()).filter(({ entry }) => {
        const read = (entry ?? {}) as { action?: string; item?: string; actor?: string }
        return (
          (actions === null || actions.includes(read.action ?? '')) &&
          (item === undefined || read.item === item) &&
          (actor === undefined || read.actor === actor)
        )
      })
      expect(found.map(({ sequence }) => sequence)).toEqual(expected.map(({ sequence }) => sequence))
    }
  })

  test('reckons days in the time zone it is given', async () => {
    const reader = { actions: null, timeZone: 'Asia/Shanghai' }
    await database.sql(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE "Change" SET at = CASE WHEN sequence <= 3 THEN '2026-01-01T15:59:59Z'::timestamptz WHEN sequence <= 5 THEN '2026-01-01T16:00:00Z' ELSE at END;
      COMMIT`)
    const on = async (from: string, to: string) =>
      (await listChangesFor(database.db, aFilter({ from, to }), reader)).changes.map(({ sequence }) => sequence)
    expect(await on('2026-01-01', '2026-01-01')).toEqual([3, 2, 1])
    expect(await on('2026-01-02', '2026-01-02')).toEqual([5, 4])
    expect(await on('2026-01-03', '2026-01-05')).toEqual([])
    expect(await on('2025-01-01', '2025-12-31')).toEqual([])
    expect(await on('2026-01-02', '2026-01-01')).toEqual([])
  })

  test('knows people by the name they have now, and the sources of follow-ups', async () => {
    const { changes } = await listChangesFor(database.db, aFilter(), { actions: null, timeZone: 'UTC' }, 1_000)
    const { names, sources } = await findKnown(database.db, changes)
    const people = await database.db.user.findMany()
    expect(people.length).toBeGreaterThan(3)
    for (const { id, name } of people) expect(names.get(id)).toBe(name)
    expect([...sources.values()].flat()).toEqual(expect.arrayContaining([expect.stringMatching(/^https?:/)]))
  })
})

describe('a hundred thousand changes', () => {
  const database = ownDatabase()
  beforeAll(async () => {
    await database.sql(`
      INSERT INTO "Change" (sequence, at, entry, "previousHash", hash)
      SELECT n, '2026-01-01'::timestamptz + n * interval '1 minute', json_build_object(
        'action', CASE WHEN n > 90000 THEN 'access.refused' WHEN n % 100 = 0 THEN 'followUp.recorded' WHEN n % 7 = 0 THEN 'plan.changed' ELSE 'assessment.recorded' END,
        'actor', CASE WHEN n > 90000 THEN 'anonymous' WHEN n = 12 THEN 'user:rare' ELSE 'user:' || n % 20 END,
        'subject', 'SF-' || n % 500, 'item', CASE WHEN n = 5 THEN 'RARE-1' WHEN n <= 90000 THEN 'SF-' || n % 500 END, 'data', NULL
      ), md5((n - 1)::text), md5(n::text) FROM generate_series(1, 100000) n;
      ANALYZE "Change"`)
  })

  const counters = async (db: Database) => {
    const [row = { scans: 0, rows: 0 }] = await db.$queryRaw<{ scans: number; rows: number }[]>`
      SELECT seq_scan::int AS scans, (seq_tup_read + idx_tup_fetch)::int AS rows
      FROM pg_stat_xact_user_tables WHERE relname = 'Change'`
    return row
  }
  /** How often something goes through all of the record, and how many of its rows it reads. */
  const rowsRead = (work: (db: Database) => Promise<unknown>) =>
    database.db.$transaction(async (tx) => {
      const before = await counters(tx)
      await work(tx)
      const after = await counters(tx)
      return { scans: after.scans - before.scans, rows: after.rows - before.rows }
    })

  test.each<[string, Partial<ChangeFilter>]>([
    ['all', {}],
    ['an item', { item: 'SF-9' }],
    ['an item with one change', { item: 'RARE-1' }],
    ['an item that is not there', { item: 'NONE-1' }],
    ['a person', { actor: 'user:7' }],
    ['a person with one change', { actor: 'user:rare' }],
    ['a kind', { kind: ['follow-ups'] }],
    ['a kind without changes', { kind: ['commitments'] }],
    ['a day long ago', { from: '2026-01-05', to: '2026-01-05' }],
    ['a day, a kind and an item', { from: '2026-01-05', to: '2026-01-25', kind: ['plan'], item: 'SF-14' }],
    ['a page far down', { before: 1_000 }],
    ['a page of a person far down', { actor: 'user:7', before: 1_000 }],
  ])('are asked for a page of %s by an index', async (_, parts) => {
    for (const reader of Object.values(READERS)) {
      const asked = { actions: actionsFor(reader, parts.kind), timeZone: 'UTC' }
      const read = await rowsRead((db) => listChangesFor(db, aFilter(parts), asked))
      expect(read.scans).toBe(0)
      expect(read.rows).toBeLessThan(1_500)
    }
  })

  test('and for their head and their actors', async () => {
    expect(await rowsRead(findHead)).toEqual({ scans: 0, rows: 1 })
    const read = await rowsRead((db) => listActors(db, { actions: actionsFor(person('VIEWER')), timeZone: 'UTC' }))
    expect(read.scans).toBe(0)
  })
})
