import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { verifyPassword } from 'better-auth/crypto'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { findPasswordHash, findPerson } from '@/lib/db/people/read'
import { verify } from '@/lib/db/verify'
import { namesIn } from '@/scripts/backup/objects.mjs'
import { takeBackup } from '@/scripts/backup/take.mjs'
import { Failure } from '@/scripts/failure.mjs'
import { readMigrations } from '@/scripts/migrations/files.mjs'
import { root } from '@/scripts/settings.mjs'
import { inBackupFolder, OWNER, until, WHOLE, writtenLedger } from '@/tests/support/backups'
import { createDatabase, type TestDatabase } from '@/tests/support/database'
import { snapshotOf } from '@/tests/support/records'
import { urlOf } from '@/tests/support/templates'
import { recorded, WRITES } from '@/tests/support/writes'

const THROWN_AWAY = ['Session', 'RateLimit', 'Verification']
const { folder, back, contentOf, restore, npmRun } = inBackupFolder()
const { written, kept } = writtenLedger(back)

/** What guards the tables: their keys, checks and triggers. */
const guardsOf = ({ sql }: TestDatabase) =>
  sql(`SELECT conrelid::regclass::text AS "table", conname AS name, pg_get_constraintdef(oid) AS definition
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1, 2, 3`)

describe('a backup', () => {
  test('is one file for its owner alone, under its name only when it is whole', () => {
    expect(kept.file).toMatch(/accord-\d{4}-\d\d-\d\dT\d{4}Z-[0-9a-f]{12}\.backup\.gz$/)
    expect(statSync(kept.file).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(kept.file)).mode & 0o777).toBe(0o700)
    expect(readdirSync(path.dirname(kept.file)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('restored into an empty database gives the same content, and a record that verifies', async () => {
    const fresh = await createDatabase({ timeZone: 'Asia/Shanghai' })
    try {
      expect(await restore(fresh.url, kept.file)).toEqual([])
      expect(await contentOf(fresh)).toBe(kept.end.content)
      expect(await verify(fresh.db, kept.end.head.hash)).toEqual({ ...WHOLE, head: kept.end.head })

      const [before, after] = [await snapshotOf(written), await snapshotOf(fresh)]
      for (const table of THROWN_AWAY) {
        expect(Object.keys(before[table] ?? {})).not.toEqual([])
        expect(after[table]).toEqual({})
        delete before[table]
        delete after[table]
      }
      expect(after).toEqual(before)
      const entries = 'SELECT entry::text FROM "Change" ORDER BY sequence'
      expect(await fresh.sql(entries)).toEqual(await written.sql(entries))
      expect(await guardsOf(fresh)).toEqual(await guardsOf(written))
      await expect(fresh.sql('DELETE FROM "Change"')).rejects.toThrow('Change is append-only: DELETE refused')

      const owner = await findPerson(fresh.db, { email: OWNER.email })
      const hash = (await findPasswordHash(fresh.db, owner?.id ?? '')) ?? ''
      expect(await verifyPassword({ hash, password: OWNER.password })).toBe(true)
      const next = await WRITES.createCommitment?.(fresh.db)
      await next?.run({ actor: 'user:author', submission: 'after the restore' })
      expect(await verify(fresh.db, kept.end.head.hash)).toMatchObject(WHOLE)
    } finally {
      await fresh.drop()
    }
  })

  test('of a ledger in which somebody is writing holds whole writes only', async () => {
    const [busy, fresh] = await Promise.all([createDatabase({ seeded: true }), createDatabase()])
    try {
      const writing = recorded(busy.db)
      const { file, end } = await back(busy.url, 'busy')
      await writing
      await restore(fresh.url, file)
      expect(await verify(fresh.db, end.head.hash)).toEqual({ ...WHOLE, head: end.head })
      const [{ last } = {}] = await busy.sql('SELECT max(sequence) AS last FROM "Change"')
      expect(end.head.sequence).toBeLessThan(Number(last))
    } finally {
      await Promise.all([busy.drop(), fresh.drop()])
    }
  })

  test('has the same content in another time zone, restored by somebody who only owns the database', async () => {
    const role = `accord_owner_${randomBytes(4).toString('hex')}`
    const maintenance = process.env.TEST_DATABASE_URL ?? ''
    const admin = new pg.Client({ connectionString: maintenance })
    await admin.connect()
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`)
    await admin.query(`CREATE DATABASE ${role} OWNER ${role}`)
    await admin.query(`ALTER DATABASE ${role} SET timezone = 'America/New_York'`)
    try {
      const url = Object.assign(new URL(urlOf(maintenance, role)), { username: role, password: 'secret' }).href
      await restore(url, kept.file)
      await restore(url, kept.file, { replaces: true })
      expect(await contentOf({ url })).toBe(kept.end.content)

      // It sees a session of somebody else's, although it may not know what that does.
      const other = new pg.Client({ connectionString: urlOf(maintenance, role), application_name: 'psql' })
      await other.connect()
      await expect(restore(url, kept.file, { replaces: true })).rejects.toThrow(`${role} (psql); stop it first.`)
      await other.end()
    } finally {
      await admin.query(`DROP DATABASE ${role} WITH (FORCE)`)
      await admin.query(`DROP ROLE ${role}`)
      await admin.end()
    }
  })

  test('that began while tables were made again holds what is in them', async () => {
    const busy = await createDatabase({ seeded: true })
    const remaking = new pg.Client({ connectionString: busy.url })
    try {
      const before = await contentOf(busy)
      // As a restore or a migration does: in an earlier state the new table is empty.
      await remaking.connect()
      await remaking.query(`BEGIN; ALTER TABLE "Change" ALTER COLUMN hash TYPE varchar(64)`)
      const taking = contentOf(busy)
      const waiting = `SELECT FROM pg_stat_activity WHERE application_name = 'accord-backup'
        AND datname = current_database() AND wait_event_type = 'Lock'`
      await until(async () => (await busy.sql(waiting)).length === 1)
      await remaking.query('COMMIT')
      expect(await taking).toBe(before)
    } finally {
      await remaking.end()
      await busy.drop()
    }
  })

  test('that the database cuts off leaves no file, and says so in a sentence', async () => {
    const reader = await createDatabase({ seeded: true })
    const place = { directory: path.join(folder, 'cut off'), name: null }
    try {
      await reader.sql(`INSERT INTO "Submission" (key, actor, action, result)
        SELECT 'many ' || n, 'x', 'y', '1' FROM generate_series(1, 20000) n`)
      let isOver = false
      const taking = takeBackup({ connectionString: reader.url, place })
        .catch((error) => error)
        .finally(() => {
          isOver = true
        })
      const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'accord-backup' AND datname = current_database() AND query LIKE 'fetch%'`
      await until(
        async () => (await reader.sql(end)).length === 1,
        () => isOver,
      )
      const error = await taking
      expect(error).toBeInstanceOf(Failure)
      expect(error.message).toMatch(/^The backup was not written: /)
      expect(readdirSync(place.directory)).toEqual([])
    } finally {
      await reader.drop()
    }
  })

  test('knows everything that the migrations make', async () => {
    const names = namesIn(readMigrations(path.join(root, 'prisma/migrations')))
    const made = await written.sql(`
      SELECT 'tables' AS kind, relname::text AS name FROM pg_class
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = 'public'::regnamespace
      UNION ALL SELECT 'functions', proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
      UNION ALL SELECT 'types', typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
        AND typrelid = 0 AND typelem = 0 AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_type.oid AND deptype = 'e')
      UNION ALL SELECT 'collations', collname FROM pg_collation WHERE collnamespace = 'public'::regnamespace`)
    for (const kind of ['tables', 'types', 'functions', 'collations'] as const)
      expect(
        made
          .filter((row) => row.kind === kind)
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...new Set(names[kind])].sort())
  })
})

describe("the ledger's own PostgreSQL", () => {
  const dataDir = path.join(folder, 'own')
  const env = { DATABASE_URL: '', ACCORD_DATA_DIR: dataDir }

  test('is made for a restore, and backed up whether it is running or not', async () => {
    const missing = await npmRun('backup', [], env)
    expect(missing).toMatchObject({ code: 1, said: expect.stringMatching(/^There is no ledger in \S+ yet/) })
    const { code, said } = await npmRun('restore', [kept.file], env)
    expect(said).toContain(`content ${kept.end.content}.\nThe record is whole`)
    expect(code).toBe(0)

    const stopped = await npmRun('backup', [], env)
    expect(stopped.code).toBe(0)
    const [line, file = ''] = stopped.said.trim().split('\n')
    expect(line).toContain(
      `${kept.end.head.sequence} changes, head ${kept.end.head.hash}; content ${kept.end.content}.`,
    )
    expect(path.dirname(file)).toBe(path.join(dataDir, 'backups'))

    const owner: ChildProcess = spawn(process.execPath, ['--input-type=module', '--eval', owning, dataDir], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      if (owner.stdout) await once(owner.stdout, 'data')
      const running = await npmRun('backup', ['running.gz'], env)
      expect(running).toMatchObject({ code: 0, said: expect.stringContaining(`content ${kept.end.content}.`) })
      expect(running.said).toContain(`\n${path.join(folder, 'running.gz')}\n`)
      const again = await npmRun('backup', ['running.gz'], env)
      expect(again).toMatchObject({ code: 1, said: expect.stringContaining('a backup never overwrites a file.') })
      const refused = await npmRun('restore', ['running.gz', '--replace'], env)
      expect(refused.said).toContain(`The ledger in ${dataDir} is running; stop it first. Nothing was changed.\n`)
      expect(refused.code).toBe(1)
    } finally {
      owner.kill('SIGTERM')
      await once(owner, 'exit')
    }
  })
})

const owning = `
  import { openPostgres } from ${JSON.stringify(path.join(root, 'scripts/postgres.mjs'))}
  const { stop } = await openPostgres({ dataDir: process.argv[1], address: 'http://127.0.0.1:1', onLost: () => {} })
  process.on('SIGTERM', async () => { await stop(); process.exit(0) })
  console.log('open')
`
