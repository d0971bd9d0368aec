import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '@/lib/db/client'
import { recordFollowUp } from '@/lib/db/follow-ups/write'
import { prepareSession } from '@/lib/db/session.mjs'
import { verify } from '@/lib/db/verify'
import { connected } from '@/scripts/database/connect.mjs'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { inBackupFolder, WHOLE } from '@/tests/support/backups'
import { aFollowUp, TODAY } from '@/tests/support/build'
import { createDatabase, ownDatabase, type TestDatabase } from '@/tests/support/database'
import { pick } from '@/tests/support/full'
import { runScript } from '@/tests/support/script'
import { by } from '@/tests/support/writing'

/** What a server, a database, a role or an address may set, and what the ledger makes of it. */
const HOSTILE: [name: string, value: string, inOurs: string][] = [
  ['TimeZone', 'Asia/Shanghai', 'UTC'],
  ['TimeZone', 'America/St_Johns', 'UTC'],
  ['DateStyle', 'German, DMY', 'ISO, YMD'],
  ['DateStyle', 'SQL, MDY', 'ISO, YMD'],
  ['IntervalStyle', 'sql_standard', 'postgres'],
  ['client_encoding', 'LATIN1', 'UTF8'],
  ['client_encoding', 'GBK', 'UTF8'],
  ['standard_conforming_strings', 'off', 'on'],
  ['bytea_output', 'escape', 'hex'],
  ['extra_float_digits', '-15', '1'],
  ['array_nulls', 'off', 'on'],
  ['transform_null_equals', 'on', 'off'],
  ['quote_all_identifiers', 'on', 'off'],
  ['gin_fuzzy_search_limit', '1', '0'],
  ['row_security', 'on', 'off'],
  ['session_replication_role', 'replica', 'origin'],
  ['default_transaction_isolation', 'serializable', 'read committed'],
  ['default_transaction_isolation', 'repeatable read', 'read committed'],
  ['default_transaction_read_only', 'on', 'off'],
  ['default_transaction_deferrable', 'on', 'off'],
  ['synchronous_commit', 'off', 'on'],
  ['synchronous_commit', 'local', 'local'],
  ['search_path', 'elsewhere', 'public'],
  ['search_path', '', 'public'],
  ['lock_timeout', '100ms', '0'],
  ['idle_session_timeout', '1s', '0'],
  ['statement_timeout', '5s', ''],
  ['idle_in_transaction_session_timeout', '1s', ''],
]

/** An address that sets something as a connection begins, past what the ledger reads of it. */
const withOptions = (url: string, settings: typeof HOSTILE): string => {
  const said = new URL(url)
  const escaped = settings.map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
  said.searchParams.set('options', escaped.join(' '))
  return said.href
}

/** Has a database set something for everybody who connects to it, or leaves it to the server again. */
const alter = (database: TestDatabase, name: string, value?: string) => {
  const set =
    value === undefined
      ? `RESET ${name}`
      : `SET ${name} = ${name === 'search_path' && value ? value : pg.escapeLiteral(value)}`
  const own = new URL(database.url).pathname.slice(1)
  // From elsewhere, since there it may already be read only.
  return connected(process.env.TEST_DATABASE_URL ?? '', 'test', (client) =>
    client.query(`ALTER DATABASE ${own} ${set}`),
  )
}

const PROGRAMS: Record<
  string,
  { limits: Record<string, string>; read: (url: string, names: string[]) => Promise<string[]> }
> = {
  'the web server': {
    limits: { statement_timeout: '20s', idle_in_transaction_session_timeout: '1min' },
    async read(url, names) {
      const db = connect(url, 1)
      const rows = await db.$queryRaw<{ value: string }[]>`
        SELECT current_setting(name) AS value FROM unnest(${names}::text[]) WITH ORDINALITY AS asked (name, place) ORDER BY place`
      await db.$disconnect()
      return rows.map(({ value }) => value)
    },
  },
  scripts: {
    limits: { statement_timeout: '0', idle_in_transaction_session_timeout: '0' },
    read: (url, names) => connected(url, 'test', (client) => settingsOf(client, names)),
  },
}

async function settingsOf(client: pg.Client, names: string[]): Promise<string[]> {
  const { rows } = await client.query(
    'SELECT current_setting(name) AS value FROM unnest($1::text[]) WITH ORDINALITY AS asked (name, place) ORDER BY place',
    [names],
  )
  return rows.map(({ value }) => value)
}

describe('every connection of the ledger', () => {
  const database = ownDatabase()

  // All of them at once are below, and in the ledger after that.
  const SINGLE = HOSTILE.filter(([name]) =>
    /^(TimeZone|search_path|session_replication_role|statement_timeout)$/.test(name),
  )

  test.each(pick(HOSTILE, SINGLE))('sets right what the database sets: %s = %j', async (name, value, inOurs) => {
    await alter(database, name, value)
    try {
      // The database does set it, for anybody else; pg itself asks for UTF8 of every connection.
      const theirs = new pg.Client({ connectionString: database.url })
      await theirs.connect()
      if (name !== 'client_encoding') expect((await settingsOf(theirs, [name]))[0]?.replace(/^""$/, '')).toBe(value)
      await theirs.end()
      for (const [program, { limits, read }] of Object.entries(PROGRAMS))
        expect([program, await read(database.url, [name])]).toEqual([program, [inOurs || limits[name]]])
    } finally {
      await alter(database, name)
    }
  })

  test.each(Object.entries(PROGRAMS))('of %s sets right what the address sets', async (_, { limits, read }) => {
    // The last one of a name counts; an address has no empty value.
    const last = new Map(HOSTILE.filter(([, value]) => value !== '').map((one) => [one[0], one]))
    const names = [...last.keys()]
    const found = await read(withOptions(database.url, [...last.values()]), names)
    expect(Object.fromEntries(names.map((name, place) => [name, found[place]]))).toEqual(
      Object.fromEntries(names.map((name) => [name, last.get(name)?.[2] || limits[name]])),
    )
  })
})

describe('a ledger in a database that sets everything otherwise', () => {
  const { back, restore } = inBackupFolder()
  const made = {} as { theirs: TestDatabase; other: TestDatabase }
  const utc = ownDatabase({ seeded: true })
  // Where everybody else's triggers are off, the ledger works, and a verification says so.
  const KEPT = new Map(
    HOSTILE.filter(([name, value]) => value !== '' && name !== 'session_replication_role').map(([name, value]) => [
      name,
      value,
    ]),
  )

  beforeAll(async () => {
    for (const name of ['theirs', 'other'] as const) {
      const database = await createDatabase()
      made[name] = database
      await database.sql('CREATE SCHEMA elsewhere; DROP SCHEMA public CASCADE; CREATE SCHEMA public')
      for (const [setting, value] of KEPT) await alter(database, setting, value)
      await database.rest()
    }
  })
  afterAll(() => Promise.all(Object.values(made).map((database) => database.drop())))

  test('is migrated and seeded, takes writes at their very instant, and verifies', async () => {
    const url = withOptions(made.theirs.url, [['TimeZone', 'Pacific/Kiritimati', '']])
    await applyMigrations({ connectionString: url, log: () => {} })
    const seeding = await runScript('account', ['list'], { DATABASE_URL: url })
    expect(seeding).toEqual({ code: 0, said: expect.stringMatching(/^Nobody has an account yet/) })

    const backup = await back(utc.url, 'utc')
    await restore(url, backup.file)
    const db = connect(url, 2)
    try {
      const [{ began = new Date(0) } = {}] = await db.$queryRaw<{ began: Date }[]>`SELECT clock_timestamp() AS began`
      expect(Math.abs(began.getTime() - Date.now())).toBeLessThan(600_000)
      const { key: _key, ...draft } = aFollowUp({ occurredOn: '2024-02-29' })
      const { result } = await recordFollowUp(db, { ref: 'SF-05', version: 1, draft }, by('someone'), TODAY)
      const kept = await db.followUp.findFirstOrThrow({ where: { key: result.key } })
      expect(kept.occurredOn).toEqual(new Date('2024-02-29T00:00:00Z'))
      expect(kept.recordedAt.getTime()).toBeGreaterThanOrEqual(began.getTime() - 1)
      const at = new Date('2026-01-01T20:30:00.123Z')
      await db.verification.create({ data: { id: 'own', identifier: 'own', value: 'own', expiresAt: at } })
      const [there] = await rowsAt(
        url,
        `SELECT to_char("expiresAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at FROM "Verification" WHERE id = 'own'`,
      )
      expect(there).toEqual({ at: at.toISOString() })
      expect((await db.verification.findUniqueOrThrow({ where: { id: 'own' } })).expiresAt).toEqual(at)
      expect(await verify(db, null)).toMatchObject(WHOLE)
    } finally {
      await db.$disconnect()
    }
  })

  test('is backed up and restored into another one, and into one like any other, alike', async () => {
    const first = await back(made.theirs.url, 'theirs')
    for (const to of [made.other.url, utc.url]) {
      await utc.rest()
      await restore(to, first.file, { replaces: to === utc.url })
      expect((await back(to)).end.content).toBe(first.end.content)
    }
    const said = await runScript('verify', ['--head', first.end.head.hash], { DATABASE_URL: made.other.url })
    expect(said).toMatchObject({ code: 0, said: expect.stringContaining('The record is whole') })
  })
})

const rowsAt = (url: string, text: string) =>
  connected(url, 'test', async (client) => (await client.query(text)).rows as Record<string, unknown>[])

describe('a session that cannot be one of the ledger', () => {
  const answering = (...states: object[]) => ({
    processID: 1,
    query: async () => ({ rows: [states.length > 1 ? states.shift() : states[0]] }),
  })
  const state = { database: 'ledger', role: 'reader', pid: 1, encoding: 'UTF8', schema: 'public', others: null }

  test.each<[string, object[], RegExp | null]>([
    ['one that is', [state], null],
    ['one behind a pooler, by sessions', [{ ...state, pid: 2 }], null],
    [
      'another process for each query',
      [
        { ...state, pid: 2 },
        { ...state, pid: 3 },
      ],
      /pool_mode = session/,
    ],
    [
      'a setting that is gone',
      [
        { ...state, pid: 2 },
        { ...state, pid: 2, others: 'TimeZone is PRC' },
      ],
      /pool_mode = session/,
    ],
    [
      'a setting that is kept from it',
      [{ ...state, others: 'TimeZone is PRC' }],
      /as the ledger needs it: TimeZone is PRC\. Something between/,
    ],
    [
      'another encoding',
      [{ ...state, encoding: 'SQL_ASCII' }],
      /^The database ledger is encoded in SQL_ASCII, and the ledger needs UTF8: CREATE DATABASE/,
    ],
    [
      'no schema public',
      [{ ...state, schema: null }],
      /^The database ledger has no schema public that the role reader may use; .+GRANT/,
    ],
  ])('%s', async (_, states, sentence) => {
    const preparing = prepareSession(answering(...states))
    if (sentence === null) await expect(preparing).resolves.toBeUndefined()
    else await expect(preparing).rejects.toMatchObject({ code: '08001', message: expect.stringMatching(sentence) })
  })
})
