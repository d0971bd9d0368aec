import { describe, expect, test } from 'vitest'
import { compareGuards, describeGuards } from '@/lib/db/verify/guards'
import type { Difference } from '@/lib/replay/row'
import { ownDatabase } from '@/tests/support/database'

const database = ownDatabase()

test('what protects the record is described as the migrations make it (vitest -u writes it again)', async () => {
  const described = `${JSON.stringify(await describeGuards(database.db), null, 2)}\n`
  await expect(described).toMatchFileSnapshot('../../lib/db/verify/guards.json')
  expect(await compareGuards(database.db)).toEqual({ differences: [], isOlder: false })
})

/** What is found in a database in which these statements were carried out, which then are taken back. */
async function differencesAfter(...statements: string[]): Promise<Difference[]> {
  let found: Difference[] = []
  const undone = database.db.$transaction(async (tx) => {
    for (const statement of statements) await tx.$executeRawUnsafe(statement)
    found = (await compareGuards(tx)).differences
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  return found
}

const NOTHING = `CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`

const CASES: [what: string, statements: string[], how: Difference['how'], name: string][] = [
  [
    'a trigger that is disabled',
    ['ALTER TABLE "Change" DISABLE TRIGGER append_only'],
    'differs',
    'trigger append_only of table Change',
  ],
  [
    'one that fires for replicas alone',
    ['ALTER TABLE "User" ENABLE REPLICA TRIGGER never_deleted'],
    'differs',
    'trigger never_deleted of table User',
  ],
  [
    'foreign keys that are disabled',
    ['ALTER TABLE "Evidence" DISABLE TRIGGER ALL'],
    'differs',
    'constraint Evidence_followUpId_commitmentId_relation_fkey of table Evidence',
  ],
  [
    'a trigger that is gone',
    ['DROP TRIGGER only_withdrawal ON "FollowUp"'],
    'missing',
    'trigger only_withdrawal of table FollowUp',
  ],
  [
    'a trigger for fewer statements',
    [
      'DROP TRIGGER append_only ON "Source"',
      'CREATE TRIGGER append_only BEFORE UPDATE ON "Source" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()',
    ],
    'differs',
    'trigger append_only of table Source',
  ],
  [
    'a trigger that was added',
    [NOTHING, 'CREATE TRIGGER swallow BEFORE INSERT ON "Change" FOR EACH ROW EXECUTE FUNCTION nothing()'],
    'added',
    'trigger swallow of table Change',
  ],
  [
    'a function that refuses nothing',
    ['CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$'],
    'differs',
    'function refuse_rewriting()',
  ],
  [
    'a function with rights of its own',
    ['ALTER FUNCTION signal_change() SECURITY DEFINER'],
    'differs',
    'function signal_change()',
  ],
  [
    'a function with a setting',
    ['ALTER FUNCTION record_changes(text[]) SET search_path = elsewhere'],
    'differs',
    'function record_changes(entries text[])',
  ],
  ...(
    [
      ['progress_fits("Status", integer)', 'STRICT', 'progress_fits(status "Status", progress integer)'],
      ['status_fits', 'STRICT', 'status_fits(type "CommitmentType", status "Status", condition "Condition")'],
      ['refuse_rewriting()', 'STRICT', 'refuse_rewriting()'],
      ['status_fits', 'VOLATILE', 'status_fits(type "CommitmentType", status "Status", condition "Condition")'],
      ['record_changes(text[])', 'IMMUTABLE', 'record_changes(entries text[])'],
      ['record_changes(text[])', 'LEAKPROOF', 'record_changes(entries text[])'],
      ['record_changes(text[])', 'PARALLEL SAFE', 'record_changes(entries text[])'],
    ] as const
  ).map(
    ([named, kind, full]) =>
      [
        `${full}, ${kind}`,
        [`ALTER FUNCTION ${named} ${kind}`],
        'differs',
        `function ${full}`,
      ] as (typeof CASES)[number],
  ),
  [
    'a function of the same name',
    ['CREATE FUNCTION record_changes(entries text) RETURNS integer LANGUAGE sql AS $$ SELECT 0 $$'],
    'added',
    'function record_changes(entries text)',
  ],
  [
    'a check that is gone',
    ['ALTER TABLE "Assessment" DROP CONSTRAINT "Assessment_status_fits"'],
    'missing',
    'constraint Assessment_status_fits of table Assessment',
  ],
  [
    'a check that checks nothing',
    [
      'ALTER TABLE "Assessment" DROP CONSTRAINT "Assessment_status_fits"',
      'ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_status_fits" CHECK (true)',
    ],
    'differs',
    'constraint Assessment_status_fits of table Assessment',
  ],
  [
    'a check of new rows alone',
    [
      'ALTER TABLE "Source" DROP CONSTRAINT "Source_url_http"',
      `ALTER TABLE "Source" ADD CONSTRAINT "Source_url_http" CHECK (url ~ '^https?://[^[:space:]]+$') NOT VALID`,
    ],
    'differs',
    'constraint Source_url_http of table Source',
  ],
  [
    'a foreign key that is gone',
    ['ALTER TABLE "Session" DROP CONSTRAINT "Session_userId_fkey"'],
    'missing',
    'constraint Session_userId_fkey of table Session',
  ],
  ['a key that is gone', ['DROP INDEX "User_email_key"'], 'missing', 'unique index User_email_key of table User'],
  [
    'a column that may be empty',
    ['ALTER TABLE "Change" ALTER COLUMN hash DROP NOT NULL'],
    'differs',
    'column hash of table Change',
  ],
  [
    'a column with another default',
    ['ALTER TABLE "Assessment" ALTER COLUMN "recordedAt" SET DEFAULT now() - interval \'1 day\''],
    'differs',
    'column recordedAt of table Assessment',
  ],
  [
    'a column that was added',
    ['ALTER TABLE "User" ADD COLUMN nickname text'],
    'added',
    'column nickname of table User',
  ],
  [
    'a rule',
    ['CREATE RULE nothing AS ON UPDATE TO "Change" DO INSTEAD NOTHING'],
    'added',
    'rule nothing of table Change',
  ],
  ['row-level security', ['ALTER TABLE "Assessment" ENABLE ROW LEVEL SECURITY'], 'differs', 'kind of table Assessment'],
  ['a policy', ['CREATE POLICY nobody ON "Assessment" USING (false)'], 'added', 'policy nobody of table Assessment'],
  ['a table that a crash empties', ['ALTER TABLE "Submission" SET UNLOGGED'], 'differs', 'kind of table Submission'],
  [
    'a table that adds rows to another',
    ['CREATE TABLE more () INHERITS ("RateLimit")'],
    'added',
    'inheriting table more of table RateLimit',
  ],
  [
    'a table of another owner',
    [
      'CREATE ROLE accord_stranger',
      'GRANT ALL ON SCHEMA public TO accord_stranger',
      'ALTER TABLE "User" OWNER TO accord_stranger',
    ],
    'differs',
    'kind of table User',
  ],
  [
    'a table that is a view',
    ['ALTER TABLE "RateLimit" RENAME TO hidden', 'CREATE VIEW "RateLimit" AS TABLE hidden'],
    'differs',
    'kind of table RateLimit',
  ],
  ['a table that is gone', ['DROP TABLE "Verification"'], 'missing', 'kind of table Verification'],
  ['a value of a type', [`ALTER TYPE "Role" ADD VALUE 'OWNER'`], 'differs', 'type Role'],
  [
    'an event trigger',
    [
      'CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$',
      'CREATE EVENT TRIGGER watcher ON ddl_command_end EXECUTE FUNCTION watch()',
    ],
    'added',
    'event trigger watcher',
  ],
  [
    'a migration of other contents',
    [`UPDATE _prisma_migrations SET checksum = 'x' WHERE migration_name LIKE '%rules%'`],
    'differs',
    'migration 20261122000002_rules_of_the_record',
  ],
  [
    'a migration that is not known',
    [
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('x', 'x', now(), '29990101000000_x')`,
    ],
    'added',
    'migration 29990101000000_x',
  ],
]

describe('verifying the database names', () => {
  test.each(CASES)('%s', async (_, statements, how, name) => {
    expect(await differencesAfter(...statements)).toContainEqual(expect.objectContaining({ how, name, of: 'database' }))
  })

  test('of a database of an earlier version the migrations that it lacks, and no more', async () => {
    const statement = `DELETE FROM _prisma_migrations WHERE migration_name LIKE '%delivered'`
    const found = await differencesAfter(statement, 'DROP TABLE "Verification"')
    expect(found).toMatchObject([{ how: 'missing', name: 'migration 20261128000002_delivered' }])
  })
})
