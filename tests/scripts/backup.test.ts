import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { verifyPassword } from 'better-auth/crypto'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '@/lib/db/client'
import { findPasswordHash, findPerson } from '@/lib/db/people'
import { verify } from '@/lib/db/verify'
import { namesIn } from '@/scripts/backup/objects.mjs'
import { openBackup, restoreBackup } from '@/scripts/backup/restore.mjs'
import { takeBackup } from '@/scripts/backup/take.mjs'
import { Failure } from '@/scripts/failure.mjs'
import { readMigrations } from '@/scripts/migrations/files.mjs'
import { createOwner } from '@/scripts/people.mjs'
import { root } from '@/scripts/settings.mjs'
import { rewrite, withHeader } from '@/tests/support/backups'
import { createDatabase, ownDatabase, type TestDatabase } from '@/tests/support/database'
import { FULL } from '@/tests/support/full'
import { snapshotOf } from '@/tests/support/records'
import { urlOf } from '@/tests/support/templates'
import { recorded, WRITES } from '@/tests/support/writes'

const OWNER = { email: 'owner@example.org', password: 'a long pass phrase' }
/** A backup that the released version wrote. */
const RELEASED = path.join(root, 'tests/support/ledger-of-0.1.0.backup.gz')
const THROWN_AWAY = ['Session', 'RateLimit', 'Verification']
const WHOLE = { broken: null, isForgotten: false, difference: null }
const folder = mkdtempSync(path.join(tmpdir(), 'accord-backup-'))
// PostgreSQL may run as another account than root, and has to pass.
chmodSync(folder, 0o711)
afterAll(() => rmSync(folder, { recursive: true }))

/** A ledger that people wrote in: corrections, withdrawals, plans, accounts, sessions; in Shanghai. */
const written = ownDatabase({ seeded: true, timeZone: 'Asia/Shanghai' })
let kept: Awaited<ReturnType<typeof takeBackup>>
beforeAll(async () => {
  await createOwner(written.url, OWNER)
  await recorded(written.db)
  await written.sql(`
    INSERT INTO "RateLimit" VALUES ('a', 1, now());
    INSERT INTO "Verification" (id, identifier, value, "expiresAt") VALUES ('a', 'b', 'c', now());
    INSERT INTO "Submission" (key, actor, action, result) VALUES ('odd', 'x', 'y', '{"n": 9007199254740993, "t": "NULL\\\\n\\u2028"}')`)
  kept = await back(written.url)
})

const back = (connectionString: string, name: string | null = null, directory = 'prisma/migrations') =>
  takeBackup({ connectionString, directory, place: { directory: path.join(folder, 'kept'), name }, log: () => {} })

/** What a backup of this database would hold. */
const contentOf = async ({ url }: Pick<TestDatabase, 'url'>) => (await back(url)).end.content

async function restore(
  connectionString: string,
  file: string,
  { replaces = false, directory = 'prisma/migrations' } = {},
) {
  const said: string[] = []
  const backup = await openBackup(file, directory)
  const place = { directory: path.join(folder, 'replaced'), name: null }
  const log = (line: string) => said.push(line)
  await restoreBackup({ connectionString, backup, replaces: replaces ? place : null, log })
  return said
}

/** What `npm run backup` or `npm run restore` prints, and how it ends. */
async function npmRun(script: 'backup' | 'restore', args: string[], env: Record<string, string>) {
  const run = promisify(execFile)(process.execPath, [`scripts/${script}.mjs`, ...args], {
    cwd: root,
    env: { ...process.env, ACCORD_DATA_DIR: path.join(folder, 'data'), INIT_CWD: folder, ...env },
  })
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  )
}

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
      await until(
        async () => (await busy.sql(waiting)).length === 1,
        () => false,
      )
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
        AND typrelid = 0 AND typelem = 0 AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_type.oid AND deptype = 'e')`)
    for (const kind of ['tables', 'types', 'functions'] as const)
      expect(
        made
          .filter((row) => row.kind === kind)
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...new Set(names[kind])].sort())
  })
})

describe('refused before anything is touched', () => {
  const inFolder = (name: string) => path.join(folder, name)
  const refusalOf = (file: string) =>
    openBackup(file).then(
      () => null,
      (error) => (error instanceof Failure ? error.message : error),
    )

  const REFUSED = /^\S+ (is damaged: it was cut short or altered|is not a backup of a ledger)/
  const unpacked = (file: string) => gunzipSync(readFileSync(file))

  /** A copy of a file with one byte altered. */
  function altered(file: string, at: number, by: number): string {
    const copy = readFileSync(file)
    copy[at] = (copy[at] ?? 0) ^ by
    writeFileSync(inFolder('altered'), copy)
    return inFolder('altered')
  }

  test.each(['new', 'of 0.1.0'])('is a file that was cut short anywhere (%s)', async (which) => {
    const bytes = readFileSync(which === 'new' ? kept.file : RELEASED)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), async (length) => {
        writeFileSync(inFolder('cut'), bytes.subarray(0, length))
        expect(await refusalOf(inFolder('cut'))).toMatch(REFUSED)
      }),
      // Within gzip's header, its checksum, its length, and what format 1 has after them.
      {
        numRuns: 50,
        examples: [0, 1, 9, 10, 11, -1, -4, -5, -8, -9, -101, -102].map((at) => [at < 0 ? bytes.length + at : at]),
      },
    )
  })

  test.each([
    ['the first byte', 0],
    ['the method of compression', 2],
    ['the header', 20],
    ['a row', 0.3],
    ['another row', 0.6],
    ['the last line', -20],
    ['the checksum', -8],
    ['the end of the checksum', -5],
    ['the length', -4],
    ['the last byte', -1],
  ])('is a file with another byte in %s', async (_, at) => {
    const { length } = readFileSync(kept.file)
    const place = at < 0 ? length + at : at > 0 && at < 1 ? Math.floor(length * at) : at
    for (const by of [1, 16, 128, 255])
      expect(await refusalOf(altered(kept.file, place, by)), String(by)).toMatch(REFUSED)
  })

  test('is a file with any one byte altered, unless it still says the same', async () => {
    // gzip ignores a few bits, such as those that fill up its last byte, and that of the system it was written on.
    const [whole, { length }] = [unpacked(kept.file), readFileSync(kept.file)]
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(fc.noBias(fc.nat({ max: length - 1 })), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const file = altered(kept.file, at, by)
        const refusal = await refusalOf(file)
        if (refusal === null) {
          accepted += 1
          expect(unpacked(file).equals(whole)).toBe(true)
        } else expect(refusal).toMatch(REFUSED)
      }),
      {
        numRuns: 100,
        examples: [3, 4, 8, 9, length - 9].flatMap((at): [number, number][] => [
          [at, 1],
          [at, 128],
        ]),
      },
    )
    expect(accepted).toBeLessThan(20)
  })

  test('is two of them in one file, and what is more than zeros after one', async () => {
    const bytes = readFileSync(kept.file)
    const more = inFolder('more')
    for (const after of [bytes, Buffer.from('more'), Buffer.from([0x1f, 0x8b, 8])]) {
      writeFileSync(more, Buffer.concat([bytes, after]))
      expect(await refusalOf(more)).toMatch(REFUSED)
    }
  })

  test('is one that is no backup, of a newer format or schema, or whose counts do not add up', async () => {
    writeFileSync(inFolder('text'), 'Dear all,\n')
    expect(await refusalOf(inFolder('text'))).toMatch(/text is not a backup of a ledger\. Nothing was changed\.$/)
    expect(await refusalOf(inFolder('nothing'))).toMatch(/nothing cannot be read \(ENOENT/)
    expect(await refusalOf(folder)).toMatch(/ is not a file\.$/)
    const other = rewrite(kept.file, inFolder('other'), () => ['{"hello":1}'])
    expect(await refusalOf(other)).toMatch(/is not a backup of a ledger/)
    const format = withHeader(kept.file, inFolder('format'), (header) => ({ ...header, format: 3 }))
    expect(await refusalOf(format)).toMatch(
      /was written by a newer version of the ledger \(format 3.+update the ledger\.$/,
    )
    const earlier = withHeader(kept.file, inFolder('earlier'), (header) => ({ ...header, format: 1 }))
    expect(await refusalOf(earlier)).toMatch(/is damaged/)

    const migrations = (change: (list: object[]) => object[]) => (header: Record<string, unknown>) => ({
      ...header,
      migrations: change(header.migrations as object[]),
    })
    const later = { name: '29990101000000_later', checksum: 'a'.repeat(64) }
    const schema = withHeader(
      kept.file,
      inFolder('schema'),
      migrations((list) => [...list, later]),
    )
    expect(await refusalOf(schema)).toMatch(/newer version .+ migration 29990101000000_later, which is unknown here/)
    const others = migrations((list) => list.map((one, index) => (index ? one : { ...one, checksum: 'b'.repeat(64) })))
    expect(await refusalOf(withHeader(kept.file, inFolder('others'), others))).toMatch(
      /with another migration \d+_ledger than/,
    )

    for (const change of [
      (lines: string[]) => lines.slice(0, -1),
      (lines: string[]) => lines.slice(0, 1),
      (lines: string[]) => lines.toSpliced(5, 1),
      (lines: string[]) => [...lines, JSON.stringify({ sha256: 'a'.repeat(64) })],
      (lines: string[]) => [...lines, '[]'],
    ])
      expect(await refusalOf(rewrite(kept.file, inFolder('sum'), change))).toMatch(/is damaged/)
    expect(await refusalOf(rewrite(kept.file, inFolder('same'), (lines) => lines))).toBeNull()
  })

  test('is any of them at npm run restore, which says so in one sentence', async () => {
    writeFileSync(inFolder('half'), readFileSync(kept.file).subarray(0, 5_000))
    const before = await contentOf(written)
    const { code, said } = await npmRun('restore', ['half', '--replace'], { DATABASE_URL: written.url })
    expect(code).toBe(1)
    expect(said).toContain('/half is damaged: it was cut short or altered after it was written. Nothing was changed.\n')
    expect(said).not.toContain('    at ')
    expect(await contentOf(written)).toBe(before)
    expect(existsSync(inFolder('data'))).toBe(false)
  })

  test.each([
    ['restore', []],
    ['restore', ['--replace']],
    ['restore', ['a', 'b']],
    ['backup', ['a', 'b']],
    ['backup', ['--all']],
  ] as const)('is npm run %s %j, with what it takes', async (script, args) => {
    const { code, said } = await npmRun(script, [...args], { DATABASE_URL: written.url })
    expect(code).toBe(1)
    expect(said).toMatch(/^npm run (backup|restore) /)
  })
})

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

    const { code, said } = await npmRun('restore', [kept.file, '--replace'], env)
    expect(said).toMatch(/The record is whole, and the ledger is what it says/)
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

describe('a backup of version 0.1.0, which bears a seal', () => {
  test('is restored with the same content, and a record that verifies', async () => {
    const fresh = await createDatabase()
    try {
      const { end } = await openBackup(RELEASED)
      await restore(fresh.url, RELEASED)
      expect(await verify(fresh.db, end.head.hash)).toEqual({ ...WHOLE, head: end.head })
    } finally {
      await fresh.drop()
    }
  })

  test('is refused without its seal', async () => {
    const bytes = readFileSync(RELEASED)
    const seal = bytes.lastIndexOf(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]))
    expect(seal).toBeGreaterThan(0)
    const cut = path.join(folder, 'unsealed')
    writeFileSync(cut, bytes.subarray(0, seal))
    await expect(openBackup(cut)).rejects.toThrow('is damaged')
  })
})

const restoring = `
  import { openBackup, restoreBackup } from ${JSON.stringify(path.join(root, 'scripts/backup/restore.mjs'))}
  const [file, migrations, directory, connectionString] = process.argv.slice(1)
  const backup = await openBackup(file, migrations)
  await restoreBackup({ connectionString, backup, replaces: { directory, name: null }, log: () => {} })
`

/** Waits for something to be so, and fails where it can no longer become so. */
async function until(isSo: () => Promise<boolean>, isOver: () => boolean): Promise<void> {
  while (!(await isSo())) {
    if (isOver()) throw new Error('over before it was so')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

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
