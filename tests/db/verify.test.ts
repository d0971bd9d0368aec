import pg from 'pg'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hashOfLink } from '@/lib/chain'
import { connect } from '@/lib/db/client'
import { verify } from '@/lib/db/verify'
import { ownDatabase } from '@/tests/support/database'
import { recorded } from '@/tests/support/writes'

const database = ownDatabase({ seeded: true })
const TABLES = ['Change', 'Evidence', 'Assessment', 'Source', 'FollowUp', 'Quote', 'Commitment']

/** As a superuser does it who has switched off every guard. */
const tamper = (statements: string) =>
  database.sql(`BEGIN; SET LOCAL session_replication_role = replica; ${statements}; COMMIT`)

beforeAll(() => database.sql(TABLES.map((name) => `CREATE TABLE "kept${name}" AS TABLE "${name}"`).join(';')))
afterEach(() =>
  tamper(
    [
      `TRUNCATE ${TABLES.map((name) => `"${name}"`)}`,
      ...TABLES.map((name) => `INSERT INTO "${name}" TABLE "kept${name}"`),
    ].join(';'),
  ),
)

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
    await recorded(database.db)
    const [last] = await database.sql('SELECT sequence, hash FROM "Change" ORDER BY sequence DESC LIMIT 1')
    const whole = { head: last, broken: null, isForgotten: false, difference: null }
    expect(await verdict()).toEqual(whole)
    expect(await verify(database.db, String(last?.hash))).toEqual(whole)
    await tamper(`TRUNCATE ${TABLES.map((name) => `"${name}"`)}`)
    expect(await verdict()).toMatchObject({ head: { sequence: 0 }, broken: null, difference: null })
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
      expect(await verifying).toMatchObject({ broken: null, difference: null })
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

  test('tells a chain that was cut off by a head noted earlier, and by what is on file', async () => {
    const [last] = await database.sql('SELECT hash FROM "Change" ORDER BY sequence DESC LIMIT 1')
    await tamper('DELETE FROM "Change" WHERE sequence > (SELECT max(sequence) - 1 FROM "Change")')
    expect(await verify(database.db, String(last?.hash))).toMatchObject({ broken: null, isForgotten: true })
    expect(await verdict()).toMatchObject({
      difference: { how: 'added', name: expect.stringMatching(/^assessment \d+ of/) },
    })
  })

  test.each([
    [
      'an assessment that was altered',
      `UPDATE "Assessment" SET "rationaleEn" = 'x' WHERE id = $assessment`,
      'differs',
      /^the assessment of SF-09 in change \d+$/,
      ['rationaleEn'],
    ],
    [
      'an assessment of an earlier day',
      `UPDATE "Assessment" SET "recordedAt" = "recordedAt" - interval '1 day' WHERE id = $assessment`,
      'differs',
      /^the assessment of SF-09/,
      ['recordedAt'],
    ],
    [
      'an assessment that was removed',
      `DELETE FROM "Evidence" WHERE "assessmentId" = $assessment; DELETE FROM "Assessment" WHERE id = $assessment`,
      'missing',
      /^the assessment of SF-09/,
      [],
    ],
    [
      'evidence that was taken away',
      `DELETE FROM "Evidence" WHERE "assessmentId" = $assessment`,
      'differs',
      /^the assessment of SF-09/,
      ['evidence'],
    ],
    [
      'an assessment that was added',
      `INSERT INTO "Assessment" ("commitmentId", type, condition, "effectiveOn", "recordedBy", "methodVersion") SELECT "commitmentId", type, 'ACTIVE', "effectiveOn", 'x', 'v1' FROM "Assessment" WHERE id = $assessment`,
      'added',
      /^assessment \d+ of SF-09$/,
      [],
    ],
    [
      'a follow-up that was altered',
      `UPDATE "FollowUp" SET "summaryEn" = 'Nothing happened.' WHERE id = $followUp`,
      'differs',
      /^follow-up .+, version 1, of SF-09$/,
      ['summaryEn'],
    ],
    [
      'a source that was altered',
      `UPDATE "Source" SET url = 'https://example.org/other' WHERE "followUpId" = $followUp`,
      'differs',
      /^follow-up /,
      ['sources'],
    ],
    [
      'a follow-up that was withdrawn',
      `UPDATE "FollowUp" SET "withdrawnAt" = now(), "withdrawnReason" = 'x' WHERE id = $followUp`,
      'differs',
      /^follow-up /,
      ['withdrawnReason'],
    ],
    [
      'a follow-up that was removed',
      `DELETE FROM "Source" WHERE "followUpId" = $background; DELETE FROM "FollowUp" WHERE id = $background`,
      'missing',
      /^follow-up .+, version 1, of SF-\d\d$/,
      [],
    ],
    [
      'a title that was altered',
      `UPDATE "Commitment" SET "titleEn" = 'x' WHERE ref = 'SF-09'`,
      'differs',
      /^commitment SF-09$/,
      ['titleEn'],
    ],
    [
      'words that were altered',
      `UPDATE "Quote" SET text = 'x' WHERE "commitmentId" = (SELECT id FROM "Commitment" WHERE ref = 'SF-09')`,
      'differs',
      /^commitment SF-09$/,
      ['quotes'],
    ],
    [
      'a plan that was altered',
      `UPDATE "Commitment" SET "workingNotes" = 'x' WHERE ref = 'SF-09'`,
      'differs',
      /^commitment SF-09$/,
      ['workingNotes'],
    ],
    [
      'a commitment that was withdrawn',
      `UPDATE "Commitment" SET "withdrawnAt" = now(), "withdrawnReason" = 'x' WHERE ref = 'SF-09'`,
      'differs',
      /^commitment SF-09$/,
      ['withdrawnReason'],
    ],
    [
      'a headline that was altered',
      `UPDATE "Commitment" SET status = 'UNDERWAY', progress = 70 WHERE ref = 'SF-09'`,
      'differs',
      /^commitment SF-09$/,
      ['status', 'progress'],
    ],
  ] as const)('names %s behind the back of the record', async (_, statements, how, name, fields) => {
    const [ids = {}] = await database.sql(`
      SELECT max(s.id) AS assessment, min(f.id) AS "followUp",
        (SELECT min(id) FROM "FollowUp" WHERE relation <> 'DIRECT') AS background
      FROM "Commitment" c JOIN "Assessment" s ON s."commitmentId" = c.id JOIN "FollowUp" f ON f."commitmentId" = c.id
      WHERE c.ref = 'SF-09'`)
    await tamper(statements.replaceAll(/\$(\w+)/g, (_, name) => String(ids[name])))
    const { broken, difference } = await verdict()
    expect(broken).toBeNull()
    expect(difference).toMatchObject({ how, name: expect.stringMatching(name) })
    if (how === 'differs') expect(difference?.fields.sort()).toEqual([...fields].sort())
  })
})
