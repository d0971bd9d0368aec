import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { hashOfLink } from '@/lib/chain'
import { connect } from '@/lib/db/client'
import { verify } from '@/lib/db/verify'
import { LEAST } from '@/tests/support/alterations'
import { WHOLE } from '@/tests/support/backups'
import { ownDatabase } from '@/tests/support/database'
import { pick } from '@/tests/support/full'
import { tamperingWith } from '@/tests/support/tampering'
import { recorded } from '@/tests/support/writes'

const database = ownDatabase({ seeded: true })
beforeAll(() => recorded(database.db))
const { tamper, empty } = tamperingWith(database)

const verdict = () => verify(database.db, null)

/** A change of somebody's, with a hash that is right after change `sequence - 1`. */
async function forged(sequence: number): Promise<string> {
  const [before] = await database.db.change.findMany({ where: { sequence: sequence - 1 } })
  if (!before) throw new Error(`no change ${sequence - 1}`)
  const text = '{"action":"commitment.created","actor":"seed","data":{},"subject":"T-1"}'
  const at = before.at.toISOString()
  const previousHash = before.hash
  const hash = await hashOfLink({ sequence, at, text, previousHash })
  return `INSERT INTO "Change" VALUES (${sequence}, '${at}', '${text}', '${previousHash}', '${hash}')`
}
const moveUp = (from: number) => `UPDATE "Change" SET sequence = -sequence - 1 WHERE sequence >= ${from};
  UPDATE "Change" SET sequence = -sequence WHERE sequence < 0`

describe('verifying', () => {
  test('finds nothing wrong with a ledger that people wrote in, nor with an empty one', async () => {
    const [last] = await database.sql('SELECT sequence, hash FROM "Change" ORDER BY sequence DESC LIMIT 1')
    const whole = { ...WHOLE, head: last }
    expect(await verdict()).toEqual(whole)
    expect(await verify(database.db, String(last?.hash))).toEqual(whole)
    await empty()
    expect(await verdict()).toMatchObject({ ...WHOLE, head: { sequence: 0 } })
  })

  test('waits its turn where others have every connection', async () => {
    const db = connect(database.url, 1)
    const holder = new pg.Client({ connectionString: database.url })
    await holder.connect()
    try {
      await holder.query('BEGIN; LOCK TABLE "Commitment"')
      const verifying = verify(db, null)
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      while ((await database.sql(waiting)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      const others = [db.$queryRaw`SELECT pg_sleep(3)::text`].map((query) => query.then(() => 'served'))
      await holder.query('ROLLBACK')
      expect(await verifying).toMatchObject({ broken: null, differences: [] })
      expect(await Promise.all(others)).toEqual(['served'])
    } finally {
      await holder.end()
      await db.$disconnect()
    }
  })

  test.each([
    [
      'altered',
      `UPDATE "Change" SET entry = replace(entry::text, '"actor":"', '"actor":"x')::json WHERE sequence = 90`,
      90,
      90,
    ],
    ['altered', `UPDATE "Change" SET entry = (entry::text || ' ')::json WHERE sequence = 90`, 90, 90],
    ['altered', `UPDATE "Change" SET at = at - interval '1 day' WHERE sequence = 1`, 1, 1],
    ['removed', 'DELETE FROM "Change" WHERE sequence = 1', 1, 1],
    ['removed', 'DELETE FROM "Change" WHERE sequence BETWEEN 100 AND 120', 100, 120],
    [
      'removed',
      'DELETE FROM "Change" WHERE sequence = 50; UPDATE "Change" SET sequence = 1 - sequence WHERE sequence > 50; UPDATE "Change" SET sequence = -sequence WHERE sequence < 0',
      50,
      50,
    ],
    [
      'swapped',
      'UPDATE "Change" SET sequence = CASE sequence WHEN 40 THEN -70 ELSE -40 END WHERE sequence IN (40, 70); UPDATE "Change" SET sequence = -sequence WHERE sequence < 0',
      40,
      70,
    ],
    [
      'swapped',
      'UPDATE "Change" c SET entry = o.entry FROM "Change" o WHERE c.sequence + o.sequence = 97 AND c.sequence IN (48, 49)',
      48,
      49,
    ],
  ] as const)('names what was %s: %s', async (how, statements, sequence, to) => {
    await tamper(statements)
    expect(await verdict()).toMatchObject({ broken: { how, sequence, to }, head: { sequence: sequence - 1 } })
  })

  test('names what was put in with a right hash, in the middle and in the place of another', async () => {
    const statement = await forged(60)
    await tamper(`DELETE FROM "Change" WHERE sequence = 60; ${statement}`)
    expect(await verdict()).toMatchObject({ broken: { how: 'rewritten', sequence: 60 } })
    await tamper(`DELETE FROM "Change" WHERE sequence = 60; ${moveUp(60)}; ${await forged(60)}`)
    expect((await verdict()).broken).not.toBeNull()
  })

  test('names what was put in with a right hash, between two others', async () => {
    const statement = await forged(60)
    await tamper(`${moveUp(60)}; ${statement}`)
    expect(await verdict()).toMatchObject({ broken: { how: 'inserted', sequence: 60, to: 60 } })
  })

  /** Changes, and rows that would follow from them if they counted. */
  const VOUCHED: [action: string, subject: string, data: string, added: string, name: string][] = [
    [
      'person.created',
      'user:evil',
      '{"name":"x","role":"ADMIN"}',
      `INSERT INTO "User" (id, name, email, role) VALUES ('evil', 'x', 'x@example.org', 'ADMIN');
       INSERT INTO "Account" (id, "userId", "accountId", "providerId") VALUES ('evil', 'evil', 'evil', 'credential')`,
      'person user:evil',
    ],
    [
      'agreement.created',
      'evil',
      '{"titleEn":"x"}',
      `INSERT INTO "Agreement" (slug, "titleZh", "titleEn", "concludedOn", "compiledUntil", "compiledNoteZh", "compiledNoteEn", "countNoteZh", "countNoteEn")
       VALUES ('evil', 'x', 'x', '2024-01-01', '2024-01-01', 'x', 'x', 'x', 'x')`,
      'agreement evil',
    ],
    ['access.refused', 'evil', '{}', '', ''],
  ]
  test.each(VOUCHED.flatMap((given) => pick([LEAST, -5, 0], [LEAST]).map((sequence) => [sequence, ...given] as const)))(
    'lets no change of the number %i vouch for anything: %s',
    async (sequence, action, subject, data, added, name) => {
      const entry = `{"action":"${action}","actor":"setup","subject":"${subject}","data":${data}}`
      await tamper(`INSERT INTO "Change" VALUES (${sequence}, now(), '${entry}', 'x', 'y'); ${added}`)
      const { broken, differences } = await verdict()
      expect(broken).toMatchObject({ how: 'inserted', sequence, to: sequence })
      expect(differences).toEqual(name ? expect.arrayContaining([{ how: 'added', name, fields: [] }]) : [])
    },
  )

  test('tells a chain that was cut off by a head noted earlier, and by what is on file', async () => {
    const [last] = await database.sql('SELECT hash FROM "Change" ORDER BY sequence DESC LIMIT 1')
    await tamper(`DELETE FROM "Change" WHERE entry->>'action' = 'person.sessionsEnded'
      AND sequence = (SELECT max(sequence) FROM "Change")`)
    expect(await verify(database.db, String(last?.hash))).toMatchObject({ broken: null, isForgotten: true })
    await tamper(`DELETE FROM "Change" WHERE sequence >=
      (SELECT max(sequence) FROM "Change" WHERE entry->>'action' = 'person.created')`)
    expect((await verdict()).differences).toContainEqual({
      how: 'added',
      name: expect.stringMatching(/^person user:\w+$/),
      fields: [],
    })
  })

  test('names no more than a bound, and says that there is more', async () => {
    await tamper(
      `INSERT INTO "User" (id, name, email, role) SELECT 'x' || n, 'x', n || '@x', 'ADMIN' FROM generate_series(1, 36) n`,
    )
    const { differences, isMore } = await verdict()
    expect(differences).toHaveLength(20)
    expect(isMore).toBe(true)
    expect((await verify(database.db, null, 36)).isMore).toBe(false)
  })
})
