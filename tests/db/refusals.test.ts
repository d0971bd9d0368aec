import { beforeAll, describe, expect, test } from 'vitest'
import { importAgreement } from '@/lib/db/agreements/write'
import { parseAgreement } from '@/lib/import'
import { CONDITIONS, contradictionIn, Status, TYPES } from '@/lib/status'
import { aCommitmentFile, anAgreement, TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'

const FIELD: Record<string, string> = {
  Assessment: '"reason"',
  Evidence: '"relation"',
  Source: '"title"',
  Change: '"hash"',
}

/** All below is plain SQL: what the database refuses no matter who writes, past the domain's own rule. */

describe('a judgement that contradicts itself', () => {
  const database = ownDatabase()
  beforeAll(async () => {
    const commitments = [...TYPES, 'OTHER'].map((type) =>
      aCommitmentFile({ ref: type, type: type === 'OTHER' ? 'MECHANISM' : type }),
    )
    const agreement = parseAgreement(anAgreement({ commitments, followUps: [] }), TODAY)
    await importAgreement(database.db, agreement, { actor: 'test', today: TODAY })
    await database.sql(TRY)
  })

  const cases = TYPES.flatMap((type) =>
    [null, ...Object.values(Status)].flatMap((status) =>
      CONDITIONS.flatMap((condition) =>
        [null, -1, 0, 1, 39, 40, 99, 100, 101].flatMap((progress) =>
          [null, 'OTHER'].map((supersededBy) => ({ type, status, condition, progress, supersededBy })),
        ),
      ),
    ),
  )

  test.each(['Assessment', 'Commitment'])('is refused in %s exactly where the domain refuses it', async (table) => {
    const rows = await database.sql('SELECT accepted($1, $2) AS accepted', [table, JSON.stringify(cases)])
    const accepted = rows[0]?.accepted as boolean[]
    const differing = cases.filter(
      (judgement, n) => accepted[n] !== (contradictionIn(judgement.type, judgement) === null),
    )
    expect(accepted).toHaveLength(4536)
    expect(differing).toEqual([])
  })

  test('is refused where a commitment would supersede itself', async () => {
    const set = `UPDATE "Commitment" SET condition = 'SUPERSEDED', "supersededById" = id WHERE ref = 'TARGET'`
    await expect(database.sql(set)).rejects.toThrow(/superseded_by_another/)
  })

  test('is refused where an assessment claims another type than its commitment has', async () => {
    const insert = `INSERT INTO "Assessment" ("commitmentId", type, status, condition, "effectiveOn", "recordedBy", "methodVersion")
      SELECT id, 'PRINCIPLE', 'DECLARATORY', 'ACTIVE', '2024-01-01', 'x', 'v1' FROM "Commitment" WHERE ref = 'TARGET'`
    await expect(database.sql(insert)).rejects.toThrow(/foreign key/)
  })

  /** Tries each judgement in a subtransaction that is undone, and says which the table's constraints let through. */
  const TRY = `
    CREATE FUNCTION accepted(target text, cases jsonb) RETURNS boolean[] LANGUAGE plpgsql AS $$
    DECLARE
      answer boolean[] := '{}';
      j jsonb;
      c "Commitment";
      other integer;
    BEGIN
      FOR j IN SELECT * FROM jsonb_array_elements(cases) LOOP
        SELECT * INTO c FROM "Commitment" WHERE ref = j->>'type';
        SELECT id INTO other FROM "Commitment" WHERE ref = j->>'supersededBy';
        BEGIN
          IF target = 'Assessment' THEN
            INSERT INTO "Assessment" ("commitmentId", type, status, condition, progress, "supersededById", "effectiveOn",
              "recordedBy", "methodVersion")
            VALUES (c.id, c.type, (j->>'status')::"Status", (j->>'condition')::"Condition", (j->>'progress')::integer,
              other, '2024-01-01', 'x', 'v1');
          ELSE
            UPDATE "Commitment" SET status = (j->>'status')::"Status", condition = (j->>'condition')::"Condition",
              progress = (j->>'progress')::integer, "supersededById" = other WHERE id = c.id;
          END IF;
          RAISE EXCEPTION 'undo' USING ERRCODE = 'P0099';
        EXCEPTION
          WHEN check_violation THEN answer := answer || false;
          WHEN SQLSTATE 'P0099' THEN answer := answer || true;
        END;
      END LOOP;
      RETURN answer;
    END $$`
})

describe('the record', () => {
  const database = ownDatabase({ seeded: true })
  const sql = (statement: string) => database.sql(statement)

  test.each([
    ...['Assessment', 'Evidence', 'Source', 'Change'].flatMap((table) => [
      [`UPDATE "${table}" SET ${FIELD[table]} = ${FIELD[table]}`],
      [`DELETE FROM "${table}"`],
      [`TRUNCATE "${table}" CASCADE`],
    ]),
    ['UPDATE "Assessment" SET progress = 50 WHERE false'],
    ['DELETE FROM "Change" WHERE sequence = 1'],
    ['DELETE FROM "FollowUp"'],
    ['DELETE FROM "Commitment"'],
    ['TRUNCATE "FollowUp" CASCADE'],
    ['TRUNCATE "Commitment" CASCADE'],
    ['TRUNCATE "Agreement" CASCADE'],
  ])('refuses %s', async (statement) => {
    await expect(sql(statement)).rejects.toThrow(/is append-only: (UPDATE|DELETE|TRUNCATE) refused/)
  })

  test.each(['Agreement', 'Domain', 'SourceDocument'])('keeps %s while anything rests on it', async (table) => {
    await expect(sql(`DELETE FROM "${table}"`)).rejects.toThrow(/foreign key/)
  })

  const followUp = (key: string) => `(SELECT id FROM "FollowUp" WHERE key = '${key}')`
  const evidence = (key: string, relation = 'DIRECT') => `
    INSERT INTO "Evidence" ("assessmentId", "followUpId", "commitmentId", relation)
    SELECT a.id, ${followUp(key)}, a."commitmentId", '${relation}' FROM "Assessment" a
    JOIN "Commitment" c ON c.id = a."commitmentId" WHERE c.ref = 'SF-03' ORDER BY a.id LIMIT 1`
  const anyOf = async (ref: string, relation: string) => {
    const [row] = await sql(
      `SELECT f.key FROM "FollowUp" f JOIN "Commitment" c ON c.id = f."commitmentId"
       WHERE c.ref ${ref} AND f.relation = '${relation}' LIMIT 1`,
    )
    return row?.key as string
  }

  test('takes no background as evidence, whatever it is called', async () => {
    const context = await anyOf(`LIKE 'SF-%'`, 'CONTEXT')
    await expect(sql(evidence(context))).rejects.toThrow(/foreign key/)
    await expect(sql(evidence(context, 'CONTEXT'))).rejects.toThrow(/Evidence_direct_only/)
  })

  test('takes no follow-up of another commitment as evidence', async () => {
    await expect(sql(evidence(await anyOf(`= 'SF-04'`, 'DIRECT')))).rejects.toThrow(/foreign key/)
  })

  const change = (set: string) => `UPDATE "FollowUp" SET ${set} WHERE key = 'sf-03-2023-11-16-ministers'`
  test.each([
    ['another summary', change(`"summaryEn" = 'Rewritten'`), /only its withdrawal/],
    ['another relation', change(`relation = 'CONTEXT'`), /only its withdrawal|foreign key/],
    ['another day', change(`"occurredOn" = '2024-01-01', "countsOn" = '2024-01-01'`), /only its withdrawal/],
    ['a withdrawal without a reason', change(`"withdrawnAt" = now()`), /withdrawn_with_reason/],
    ['a reason without a withdrawal', change(`"withdrawnReason" = 'x'`), /withdrawn_with_reason/],
    [
      'a withdrawal and more',
      change(`"withdrawnAt" = now(), "withdrawnReason" = 'x', effect = 'HELD', "noteEn" = 'x'`),
      /only its withdrawal/,
    ],
  ])('refuses a follow-up %s', async (_, statement, message) => {
    await expect(sql(statement)).rejects.toThrow(message)
  })

  test('takes the withdrawal of a follow-up, once', async () => {
    const withdraw = `UPDATE "FollowUp" SET "withdrawnAt" = now(), "withdrawnReason" = 'Of another country'
      WHERE key = 'sf-28-2023-11-16-entity-list'`
    await sql(withdraw)
    await expect(sql(withdraw)).rejects.toThrow(/only its withdrawal/)
    await expect(
      sql(
        `UPDATE "FollowUp" SET "withdrawnAt" = NULL, "withdrawnReason" = NULL WHERE key = 'sf-28-2023-11-16-entity-list'`,
      ),
    ).rejects.toThrow(/only its withdrawal/)
  })

  const commitment = (set: string) => `UPDATE "Commitment" SET ${set} WHERE ref = 'SF-02'`
  test.each([
    ['a ref that a URL could not hold', commitment(`ref = 'SF/02'`), /ref_form/],
    ['a ref that exists', commitment(`ref = 'SF-03'`), /unique/],
    ['follow-ups without a last day', commitment(`"followUps" = 1, "lastFollowUpOn" = NULL`), /follow_ups_counted/],
    ['a withdrawal without a reason', commitment('"withdrawnAt" = now()'), /withdrawn_with_reason/],
    ['a review every 0 days', commitment('"reviewEveryDays" = 0'), /review_days/],
    ['a domain of another agreement', commitment('"agreementId" = "agreementId" + 1'), /foreign key/],
    [
      'a quote that ends before it begins',
      'UPDATE "Quote" SET "end" = start, "focusStart" = NULL, "focusEnd" = NULL',
      /Quote_range/,
    ],
    ['a focus outside its quote', 'UPDATE "Quote" SET "focusStart" = 0, "focusEnd" = 1', /Quote_focus_inside/],
    ['half a focus', 'UPDATE "Quote" SET "focusStart" = start, "focusEnd" = NULL', /Quote_focus_inside/],
    ['a text with Windows line ends', `UPDATE "SourceDocument" SET text = E'a\\r\\nb'`, /lf_only/],
    ['a script for a link', `UPDATE "SourceDocument" SET url = 'javascript:alert(1)'`, /url_http/],
    [
      'a script for a source',
      `INSERT INTO "Source" ("followUpId", position, language, publisher, url, tier)
       SELECT id, 99, 'en', 'x', 'javascript:alert(1)', 'PRESS' FROM "FollowUp" LIMIT 1`,
      /url_http/,
    ],
    [
      'a correction without a reason',
      `INSERT INTO "Assessment" ("commitmentId", type, condition, "effectiveOn", "recordedBy", "methodVersion", "supersedesId")
       SELECT "commitmentId", type, 'ACTIVE', "effectiveOn", 'x', 'v1', id FROM "Assessment" LIMIT 1`,
      /corrected_with_reason/,
    ],
    [
      "a correction of another commitment's assessment",
      `INSERT INTO "Assessment" ("commitmentId", type, condition, "effectiveOn", "recordedBy", "methodVersion", "supersedesId", reason)
       SELECT c.id, c.type, 'ACTIVE', '2024-01-01', 'x', 'v1', (SELECT a.id FROM "Assessment" a JOIN "Commitment" o
         ON o.id = a."commitmentId" WHERE o.ref = 'SF-03' LIMIT 1), 'x' FROM "Commitment" c WHERE c.ref = 'SF-04'`,
      /foreign key/,
    ],
  ])('refuses %s', async (_, statement, message) => {
    await expect(sql(statement)).rejects.toThrow(message)
  })
})
