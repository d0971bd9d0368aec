import path from 'node:path'
import { expect, test } from 'vitest'
import { findCommitment } from '@/lib/db/commitments/read'
import { recordFollowUp } from '@/lib/db/follow-ups/write'
import { verify } from '@/lib/db/verify'
import { contentOf } from '@/lib/follow-up'
import { readBackup } from '@/scripts/backup/read.mjs'
import { openBackup, restoreBackup } from '@/scripts/backup/restore.mjs'
import { listTables, readRows } from '@/scripts/backup/tables.mjs'
import { connect } from '@/scripts/database/connect.mjs'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { WHOLE } from '@/tests/support/backups'
import { aFollowUp, TODAY } from '@/tests/support/build'
import { ownDatabase, type TestDatabase } from '@/tests/support/database'

/**
 * Written by `npm run backup` of version 0.1.0, from a ledger in which people had recorded, corrected, undone and
 * withdrawn assessments and follow-ups, planned and reviewed, and added, retitled and withdrawn commitments.
 */
const FILE = path.join(import.meta.dirname, '../support/ledger-of-0.1.0.backup.gz')
const HEAD = { sequence: 206, hash: '726dfd83c267393fb5e2093de10ad47e6edfee3a6bc00082ec59f899901f429b' }
const RENAMED: Record<string, string> = { deliveredAtSummit: 'delivered' }

type Tables = Record<string, { columns: string[]; rows: (string | null)[][] }>

/** What the backup holds, table by table, with its columns as they are called today. */
async function tablesOfBackup(): Promise<Tables> {
  const tables: Tables = {}
  for await (const { table, columns, rows } of readBackup(FILE)) {
    tables[table] ??= { columns: columns.map((column) => RENAMED[column] ?? column), rows: [] }
    tables[table].rows.push(...rows)
  }
  return tables
}

/** The same tables of a ledger. */
async function tablesOf(connectionString: string, names: readonly string[]): Promise<Tables> {
  const client = await connect(connectionString, 'test')
  const tables: Tables = {}
  try {
    await client.query('BEGIN READ ONLY')
    for (const table of await listTables(client, names)) {
      const rows = []
      for await (const page of readRows(client, table)) rows.push(...page)
      tables[table.name] = { columns: table.columns, rows }
    }
  } finally {
    await client.end()
  }
  return tables
}

async function expectWhole(database: TestDatabase) {
  expect(await verify(database.db, HEAD.hash)).toEqual({ ...WHOLE, head: HEAD })
  const kept = await tablesOfBackup()
  expect(kept.Commitment?.rows.length).toBe(31)
  expect(await tablesOf(database.url, Object.keys(kept))).toEqual(kept)
  expect(await findCommitment(database.db, 'SF-22', TODAY)).toMatchObject({ delivered: true })
}

const restored = ownDatabase()
const started = ownDatabase()
const silent = { replaces: null, log: () => {} }

test('a backup of the released version is restored into this one, whole', async () => {
  const backup = await openBackup(FILE)
  expect(backup.later.map(({ name }) => name)).toContain('20261128000002_delivered')
  await restoreBackup({ connectionString: restored.url, backup, ...silent })
  await expectWhole(restored)
})

test('a ledger of the released version is migrated as it starts, and people go on writing', async () => {
  await started.sql('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await started.rest()
  const backup = await openBackup(FILE)
  await restoreBackup({ connectionString: started.url, backup: { ...backup, later: [] }, ...silent })
  expect(await started.sql('SELECT count(*)::int FROM "Commitment" WHERE "deliveredAtSummit"')).toEqual([{ count: 1 }])

  const applied = await applyMigrations({ connectionString: started.url, log: () => {} })
  expect(applied).toEqual(backup.later.map(({ name }) => name))
  await expectWhole(started)

  const { ref, version } = (await findCommitment(started.db, 'SF-09', TODAY)) ?? { ref: '', version: 0 }
  const draft = contentOf(aFollowUp({ occurredOn: '2026-01-05' }))
  const author = { actor: 'user:somebody', submission: null }
  const { changes } = await recordFollowUp(started.db, { ref, version, draft }, author, TODAY)
  expect(changes).toEqual([HEAD.sequence + 1])
  expect(await verify(started.db, HEAD.hash)).toMatchObject(WHOLE)
})

test('what the released version recorded cannot be altered unseen either', async () => {
  await started.sql(`BEGIN; SET LOCAL session_replication_role = replica;
    UPDATE "SourceDocument" SET text = text || ' ';
    UPDATE "User" SET role = 'ADMIN' WHERE role = 'EDITOR';
    UPDATE "AccessLink" SET "usedAt" = NULL;
    INSERT INTO "AccessLink" (purpose, "tokenHash", role, "createdBy", "expiresAt")
      VALUES ('INVITATION', 'x', 'ADMIN', 'operator', now() + interval '1 day');
    UPDATE "Assessment" SET "recordedAt" = "recordedAt" - interval '10 minutes' WHERE id = 7;
    UPDATE "Commitment" SET "searchText" = 'x', version = version + 1 WHERE ref = 'SF-09'; COMMIT`)
  const { differences } = await verify(started.db, HEAD.hash)
  expect(differences.map(({ how, name, fields }) => [how, name.replace(/[0-9a-f]{32}/, '…'), fields])).toEqual([
    ['differs', 'person user:…', ['role']],
    ['added', 'access link 2', []],
    ['missing', 'the access link that was used in change 188', []],
    ['differs', expect.stringMatching(/^document /), ['text']],
    ['differs', expect.stringMatching(/^the assessment of SF-\d\d in change \d+$/), ['recordedAt']],
    ['differs', 'commitment SF-09', ['version', 'searchText']],
  ])
})
