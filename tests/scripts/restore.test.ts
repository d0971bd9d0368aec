import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { connect } from '@/lib/db/client'
import { openBackup, restoreBackup } from '@/scripts/backup/restore.mjs'
import { root } from '@/scripts/settings.mjs'
import { inBackupFolder, RELEASED, rewrite, until, writtenLedger } from '@/tests/support/backups'
import { ownDatabase } from '@/tests/support/database'
import { FULL } from '@/tests/support/full'

const { folder, back, contentOf, restore, npmRun } = inBackupFolder()
const { kept } = writtenLedger(back)

describe('over a ledger that holds data', () => {
  const database = ownDatabase({ seeded: true })

  test('a restore is refused without --replace; with it, what was there is backed up first', async () => {
    const env = { DATABASE_URL: database.url }
    const before = await contentOf(database)
    const refused = await npmRun('restore', [kept.file], env)
    expect(refused.code).toBe(1)
    expect(refused.said).toMatch(
      /There is data in this database, and nothing was changed\. .+npm run restore -- \S+ --replace\n$/,
    )
    expect(await contentOf(database)).toBe(before)

    // What is switched off in this database is no fault of the backup.
    const here = new URL(database.url).pathname.slice(1)
    await database.sql(`ALTER DATABASE ${here} SET session_replication_role = replica`)
    await database.rest()
    const { code, said } = await npmRun('restore', [kept.file, '--replace'], env)
    await database.sql(`ALTER DATABASE ${here} RESET session_replication_role`)
    await database.rest()
    expect(said).toMatch(/The record is whole, and the ledger is what it says/)
    expect(said).toMatch(/^A protection of the record is off: .+ ALTER DATABASE \w+ RESET session_replication_role\.$/m)
    expect(code).toBe(0)
    expect(await contentOf(database)).toBe(kept.end.content)
    const [, earlier = ''] = said.match(/what was there was backed up: (.+)\n/) ?? []
    expect(path.dirname(earlier)).toBe(path.join(folder, 'data', 'backups'))

    await restore(database.url, earlier, { replaces: true })
    expect(await contentOf(database)).toBe(before)
  })

  test.each([
    ['psql', () => new pg.Client({ connectionString: database.url, application_name: 'psql' })],
    ['accord', () => connect(database.url)],
  ])('a restore is refused while %s is connected to the database, and changes nothing', async (name, open) => {
    const env = { DATABASE_URL: database.url, ACCORD_DATA_DIR: path.join(folder, 'refused') }
    const before = await contentOf(database)
    const other = open()
    if (other instanceof pg.Client) await other.connect()
    else {
      await other.$queryRaw`SELECT 1`
      // The ledger is seen long after its last request, too: other connections are closed after ten seconds.
      if (FULL) await new Promise((resolve) => setTimeout(resolve, 12_000))
    }
    const { code, said } = await npmRun('restore', [kept.file, '--replace'], env)
    expect(said).toMatch(
      /^The ledger is running, or something else is connected to .+; stop it first\. Nothing was changed\.$/m,
    )
    expect(said).toContain(` (${name}); stop it first.`)
    expect(code).toBe(1)
    expect(existsSync(env.ACCORD_DATA_DIR)).toBe(false)
    await (other instanceof pg.Client ? other.end() : other.$disconnect())
    expect(await contentOf(database)).toBe(before)
  })

  test("tables of somebody else's keep it from being replaced, and are named", async () => {
    await database.sql('CREATE TABLE payroll (id int); INSERT INTO payroll VALUES (1)')
    const before = await contentOf(database)
    await database.rest()
    await expect(restore(database.url, kept.file, { replaces: true })).rejects.toThrow(
      "The database also holds payroll, which is not the ledger's; move it elsewhere.",
    )
    await database.sql('DROP TABLE payroll; CREATE VIEW people AS SELECT name FROM "User"')
    await database.rest()
    await expect(restore(database.url, kept.file, { replaces: true })).rejects.toThrow(
      /nothing was changed: cannot drop/,
    )
    await database.sql('DROP VIEW people')
    await database.rest()
    expect(await contentOf(database)).toBe(before)
  })

  test('a file that PostgreSQL refuses leaves what was there', async () => {
    const before = await contentOf(database)
    const wrong = (lines: string[]) => lines.map((line) => line.replace(/"PRINCIPLE"/, '"DELIVERABLE"'))
    const backup = { ...(await openBackup(kept.file)), file: rewrite(kept.file, path.join(folder, 'wrong'), wrong) }
    const replaces = { directory: path.join(folder, 'replaced'), name: null }
    await expect(restoreBackup({ connectionString: database.url, backup, replaces, log: () => {} })).rejects.toThrow(
      /^The restore failed, and nothing was changed: .+ violates check constraint/,
    )
    expect(await contentOf(database)).toBe(before)
  })

  test('one that is killed at its last step leaves what was there; of an older schema, later migrations are applied', async () => {
    const directory = path.join(folder, 'migrations')
    const later = path.join(directory, '29990101000000_later')
    cpSync(path.join(root, 'prisma/migrations'), directory, { recursive: true })
    mkdirSync(later)
    const sql = 'CREATE TABLE later (id int PRIMARY KEY);'
    writeFileSync(path.join(later, 'migration.sql'), `${sql} SELECT pg_sleep(600);`)
    const before = await contentOf(database)

    const child = spawn(
      process.execPath,
      ['--input-type=module', '--eval', restoring, kept.file, directory, path.join(folder, 'replaced'), database.url],
      { cwd: root, stdio: 'inherit' },
    )
    const ended = once(child, 'exit')
    // From another database, since a restore has its own to itself.
    const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
    await admin.connect()
    const ofRestore = `FROM pg_stat_activity WHERE application_name = 'accord-restore' AND datname = $1`
    const rows = async (text: string) => (await admin.query(text, [new URL(database.url).pathname.slice(1)])).rows
    await until(
      async () => (await rows(`SELECT ${ofRestore} AND wait_event = 'PgSleep'`)).length === 1,
      () => child.exitCode !== null,
    )
    child.kill('SIGKILL')
    await ended
    // PostgreSQL would only notice when it has something to say.
    await rows(`SELECT pg_terminate_backend(pid, 30000) ${ofRestore}`)
    await admin.end()
    expect(await contentOf(database)).toBe(before)
    expect(await database.sql(`SELECT to_regclass('later') AS later`)).toEqual([{ later: null }])

    writeFileSync(path.join(later, 'migration.sql'), sql)
    await database.rest()
    await restore(database.url, kept.file, { replaces: true, directory })
    const { tables } = (await back(database.url, 'later', directory)).end
    expect(tables.filter(({ table }) => table !== 'later')).toEqual(kept.end.tables)
    expect(await database.sql('SELECT FROM later')).toEqual([])
  })
})

test('a backup of version 0.1.0, which bears a seal, is refused without it', async () => {
  const bytes = readFileSync(RELEASED)
  const seal = bytes.lastIndexOf(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]))
  expect(seal).toBeGreaterThan(0)
  const cut = path.join(folder, 'unsealed')
  writeFileSync(cut, bytes.subarray(0, seal))
  await expect(openBackup(cut)).rejects.toThrow('is damaged')
})

const restoring = `
  import { openBackup, restoreBackup } from ${JSON.stringify(path.join(root, 'scripts/backup/restore.mjs'))}
  const [file, migrations, directory, connectionString] = process.argv.slice(1)
  const backup = await openBackup(file, migrations)
  await restoreBackup({ connectionString, backup, replaces: { directory, name: null }, log: () => {} })
`
