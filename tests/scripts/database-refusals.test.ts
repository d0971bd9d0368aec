import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openBackup, restoreBackup } from '@/scripts/backup/restore.mjs'
import { refusalOf as sentenceOfError } from '@/scripts/database/refusals.mjs'
import { checkRights } from '@/scripts/database/rights.mjs'
import { checkServer } from '@/scripts/database/server.mjs'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { readMigrations } from '@/scripts/migrations/files.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { root } from '@/scripts/settings.mjs'
import { RELEASED } from '@/tests/support/backups'
import { pick } from '@/tests/support/full'
import { runScript } from '@/tests/support/script'
import { urlOf } from '@/tests/support/templates'

const maintenance = process.env.TEST_DATABASE_URL ?? ''
/** Of this run, since roles belong to the whole server. */
const own = randomBytes(6).toString('hex')
const OWNER = `owner_${own}`
const GUEST = `guest_${own}`
const [EMPTY, LATIN, NO_SCHEMA, LEDGER, REPLICA, CLOSED] = [
  'empty',
  'latin',
  'noschema',
  'ledger',
  'replica',
  'closed',
].map((kind) => `${kind}_${own}`) as [string, string, string, string, string, string]
const PASSWORD = 's3cr-et'

let admin: pg.Client

beforeAll(async () => {
  admin = new pg.Client({ connectionString: maintenance })
  await admin.connect()
  for (const role of [OWNER, GUEST]) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`)
  for (const database of [EMPTY, NO_SCHEMA, LEDGER, REPLICA, CLOSED])
    await admin.query(`CREATE DATABASE ${database} OWNER ${OWNER}`)
  await admin.query(
    `CREATE DATABASE ${LATIN} OWNER ${OWNER} ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0`,
  )
  await within(NO_SCHEMA, 'DROP SCHEMA public')
  await admin.query(`ALTER ROLE ${OWNER} IN DATABASE ${REPLICA} SET session_replication_role = replica`)
  await admin.query(`REVOKE CONNECT ON DATABASE ${CLOSED} FROM public`)
  await applyMigrations({ connectionString: addressOf(OWNER, LEDGER), log: () => {} })
})

afterAll(async () => {
  for (const database of [EMPTY, LATIN, NO_SCHEMA, LEDGER, REPLICA, CLOSED])
    await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
  for (const role of [OWNER, GUEST]) await admin.query(`DROP ROLE IF EXISTS ${role}`)
  await admin.end()
})

/** Runs a statement in a database as a superuser. */
async function within(database: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: urlOf(maintenance, database) })
  await client.connect()
  return client
    .query(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

function addressOf(
  role: string,
  database: string,
  changes: Partial<Pick<URL, 'password' | 'host' | 'port' | 'search'>> = {},
): string {
  return Object.assign(new URL(urlOf(maintenance, database)), { username: role, password: PASSWORD, ...changes }).href
}

const withOptions = (address: string, options: string): string => {
  const url = new URL(address)
  url.searchParams.set('options', options)
  return url.href
}

/** What the database holds: nothing may be written before it is known that all is well. */
const tablesIn = (database: string) =>
  within(database, `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace('public')`)

const refusalOf = (connectionString: string): Promise<string> =>
  applyMigrations({ connectionString, log: () => {} }).then(
    () => 'It was accepted.',
    (error) => (error.constructor.name === 'Failure' ? error.message : `A bug: ${error.stack}`),
  )

type Case = { at: () => string | Promise<string>; given?: string; back?: string; says: RegExp }

const CASES: Record<string, Case> = {
  'a wrong password': {
    at: () => addressOf(OWNER, EMPTY, { password: 'wrong' }),
    says: /does not accept the password of the role owner_\w+; correct .+ %40/,
  },
  'no password': {
    at: () => addressOf(OWNER, EMPTY, { password: '' }),
    says: /asks for a password of the role owner_\w+, and DATABASE_URL has none/,
  },
  'a role that is not there': {
    at: () => addressOf('nobody', EMPTY),
    says: /does not accept the password of the role nobody; /,
  },
  'a role that may not log in': {
    at: () => addressOf(OWNER, EMPTY),
    given: `ALTER ROLE ${OWNER} NOLOGIN`,
    back: `ALTER ROLE ${OWNER} LOGIN`,
    says: /has no role owner_\w+ that may log in \(.+\); CREATE ROLE/,
  },
  'a database that is not there': {
    at: () => addressOf(OWNER, 'nowhere'),
    says: /has no database nowhere; make one: CREATE DATABASE … OWNER owner_\w+/,
  },
  'a database that the role may not connect to': {
    at: () => addressOf(GUEST, CLOSED),
    says: /does not let the role guest_\w+ connect to the database closed_\w+ \(.+\); .+ GRANT CONNECT/,
  },
  'a setting that the role may not make': {
    at: () => withOptions(addressOf(OWNER, EMPTY), '-c session_replication_role=replica'),
    says: /does not let the role owner_\w+ set what options in DATABASE_URL say \(.*"session_replication_role"\); take that out/,
  },
  'a role that it may not take': {
    at: () => withOptions(addressOf(OWNER, EMPTY), '-c role=postgres'),
    says: /does not let the role owner_\w+ set what options in DATABASE_URL say \(.*role "postgres"\); take that out/,
  },
  'a role without the right to create in public': {
    at: () => addressOf(GUEST, EMPTY),
    says: /^The role guest_\w+ may not create tables in the schema public of the database empty_\w+; as owner_\w+ .+ GRANT USAGE, CREATE ON SCHEMA public TO guest_\w+\.$/,
  },
  'a role that may create tables and no extension': {
    at: () => addressOf(GUEST, EMPTY),
    given: `GRANT CREATE ON SCHEMA public TO ${GUEST}`,
    back: `REVOKE CREATE ON SCHEMA public FROM ${GUEST}`,
    says: /^The role guest_\w+ may not add pg_trgm, .+ CREATE EXTENSION pg_trgm; or GRANT CREATE ON DATABASE empty_\w+ TO guest_\w+\.$/,
  },
  "a ledger in somebody else's tables": {
    at: () => addressOf(GUEST, LEDGER),
    says: /^The tables in the database ledger_\w+ belong to the role owner_\w+, and the ledger connects as guest_\w+, which may not (alter|read and write) them; .+GRANT owner_\w+ TO guest_\w+\.$/,
  },
  'pg_trgm in a schema that the role may not use': {
    at: () => addressOf(OWNER, EMPTY),
    given: 'CREATE SCHEMA extensions; CREATE EXTENSION pg_trgm SCHEMA extensions',
    back: 'DROP SCHEMA extensions CASCADE',
    says: /^pg_trgm, .+ is in the schema extensions of the database empty_\w+, which the role owner_\w+ may not use; .+GRANT USAGE ON SCHEMA extensions TO owner_\w+\.$/,
  },
  'an encoding that is not UTF-8': {
    at: () => addressOf(OWNER, LATIN),
    says: /^The database latin_\w+ is encoded in LATIN1, and the ledger needs UTF8: CREATE DATABASE .+ ENCODING 'UTF8' TEMPLATE template0/,
  },
  'no schema public': {
    at: () => addressOf(OWNER, NO_SCHEMA),
    says: /^The database noschema_\w+ has no schema public that the role owner_\w+ may use; .+CREATE SCHEMA/,
  },
  'triggers that are off for the role': {
    at: () => addressOf(OWNER, REPLICA),
    says: /^session_replication_role is set .+ ALTER ROLE … RESET session_replication_role/,
  },
  'a role with few connections': {
    at: () => addressOf(OWNER, EMPTY),
    given: `ALTER ROLE ${OWNER} CONNECTION LIMIT 5`,
    back: `ALTER ROLE ${OWNER} CONNECTION LIMIT -1`,
    says: /^The role owner_\w+ may open 5 connections to the database empty_\w+, and a node of the ledger needs 12; raise/,
  },
  'a database with few connections': {
    at: () => addressOf(OWNER, EMPTY),
    given: `ALTER DATABASE ${EMPTY} CONNECTION LIMIT 11`,
    back: `ALTER DATABASE ${EMPTY} CONNECTION LIMIT -1`,
    says: /^The role owner_\w+ may open 11 connections to the database empty_\w+, .+ needs 12; raise/,
  },
  'a role without a connection': {
    at: () => addressOf(OWNER, EMPTY),
    given: `ALTER ROLE ${OWNER} CONNECTION LIMIT 0`,
    back: `ALTER ROLE ${OWNER} CONNECTION LIMIT -1`,
    says: /has no connection left for the ledger \(too many connections for role .+\); raise max_connections, or the CONNECTION LIMIT/,
  },
  'a server without TLS': {
    at: () => addressOf(OWNER, EMPTY, { search: '?sslmode=verify-full' }),
    says: /has no TLS; switch it on there \(ssl = on\), or write sslmode=disable/,
  },
  'nothing on that port': {
    at: async () => addressOf(OWNER, EMPTY, { port: String(await pickFreePort()) }),
    says: /cannot be reached \(.*ECONNREFUSED.*\)\.$/,
  },
  'a socket that is not there': {
    at: () => `postgresql://${OWNER}:${PASSWORD}@%2Fnowhere/${EMPTY}`,
    says: /^The database at \/nowhere:5432 cannot be reached \(.*ENOENT.*\)\.$/,
  },
  'a name that no machine has': {
    at: () => addressOf(OWNER, EMPTY, { host: 'nowhere.invalid:5432' }),
    says: /^The database at nowhere\.invalid:5432 cannot be reached \(.+nowhere\.invalid\); correct the name .+ %40/,
  },
}

test.each([
  ['57014', 'canceling statement due to statement timeout', 'statement_timeout'],
  ['55P03', 'canceling statement due to lock timeout', 'lock_timeout'],
  ['25P04', 'terminating connection due to transaction timeout', 'transaction_timeout'],
  ['25P03', 'terminating connection due to idle-in-transaction timeout', 'idle_in_transaction_session_timeout'],
  ['57P05', 'terminating connection due to idle-session timeout', 'idle_session_timeout'],
])('a limit that is too short is named: %s, %s', (code, message, setting) => {
  const client = new pg.Client('postgresql://reader@db/ledger')
  expect(sentenceOfError(Object.assign(new Error(message), { code }), client).message).toBe(
    `The database at db:5432 cut off what a connection begins with (${message}), because ${setting} is too short; raise it where it is set: in options in DATABASE_URL, by ALTER ROLE reader or ALTER DATABASE ledger, or for the whole server.`,
  )
})

/** Whether a statement is about what is in the database, not the server. */
const isWithin = (statement: string) => / SCHEMA /.test(statement)

test.each(Object.entries(CASES))(
  '%s is refused in a sentence with a remedy, before anything is written',
  async (_, { at, given, back, says }) => {
    const before = await tablesIn(EMPTY)
    if (given) await (isWithin(given) ? within(EMPTY, given) : admin.query(given))
    try {
      const sentence = await refusalOf(await at())
      expect(sentence).toMatch(says)
      expect(sentence).toMatch(/^[^\n]+\.$/)
      expect(sentence).not.toContain(PASSWORD)
    } finally {
      if (back) await (isWithin(back) ? within(EMPTY, back) : admin.query(back))
    }
    expect(await tablesIn(EMPTY)).toEqual(before)
    expect(before).toEqual([])
  },
)

test.each<[string, string]>([
  ['an HTTP server', 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'],
  ['a MySQL server', 'J\0\0\0\n8.0.36\0\b\0\0\0'],
  ['something that says nothing', ''],
])('%s on that port is refused in a sentence', async (_, says) => {
  const server = createServer((socket) => socket.on('error', () => {}).end(says)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const sentence = await refusalOf(addressOf(OWNER, EMPTY, { port: String(port) }))
  server.close()
  expect(sentence).toMatch(
    /^The database at 127\.0\.0\.1:\d+ cannot be reached \([^\n]+\); perhaps something else than PostgreSQL answers there\.$/,
  )
})

describe('a server that lacks something', () => {
  const row = {
    version: '15.4',
    number: 150_004,
    database: 'ledger',
    role: 'reader',
    pid: 7,
    isReadOnly: false,
    hasIcu: true,
    connections: 97,
    owner: 'owner',
    mayCreate: true,
    mayExtend: true,
    isSuperuser: false,
    hasTrigrams: false,
    closedTo: null,
    isTrusted: true,
  }
  /** A connection to a server about which this is told, and which holds no table yet. */
  const telling = (told: Partial<Record<keyof typeof row, unknown>>) => {
    const query = async (text: string) => ({ rows: text.includes('relowner') ? [] : [{ ...row, ...told }] })
    return { processID: 7, query } as unknown as pg.Client
  }
  const migrations = readMigrations(path.join(root, 'prisma/migrations'))
  const check = async (told: Partial<Record<keyof typeof row, unknown>>) => {
    const client = telling(told)
    await checkServer(maintenance, client, { writes: true })
    await checkRights(client, migrations)
  }

  test.each<[string, Partial<Record<keyof typeof row, unknown>>, RegExp]>([
    [
      'an old version',
      { version: '14.11', number: 140_011 },
      /^The database server is PostgreSQL 14\.11, and the ledger needs 15 or newer\.$/,
    ],
    ['no ICU', { hasIcu: false }, /^The database server was built without ICU/],
    ['a standby', { isReadOnly: true }, /^The database ledger takes no writes: .+ name the primary in DATABASE_URL\.$/],
    ['few connections', { connections: 8 }, /^The role reader may open 8 connections/],
  ])('%s', async (_, told, sentence) => {
    await expect(check(told)).rejects.toThrow(sentence)
  })

  test.each<[string, Partial<Record<keyof typeof row, unknown>>, RegExp | null]>([
    ['pg_trgm, which is there', { hasTrigrams: true, isTrusted: null, mayExtend: false }, null],
    ['pg_trgm, which it may add', {}, null],
    ['pg_trgm, which only a superuser may add, and it is one', { isTrusted: false, isSuperuser: true }, null],
    ['the package of pg_trgm', { isTrusted: null }, /^The database server has no pg_trgm, .+ postgresql-contrib/],
    ['the right to add pg_trgm', { isTrusted: false }, /^The role reader may not add pg_trgm/],
  ])('%s', async (_, told, sentence) => {
    const checking = checkRights(telling(told), migrations)
    if (sentence) await expect(checking).rejects.toThrow(sentence)
    else await expect(checking).resolves.toBeUndefined()
  })
})

test('a pooler that passes on no NOTIFY is refused', async () => {
  const told = { number: 150_004, pid: 7, isReadOnly: false, hasIcu: true, connections: 97 }
  const deaf = {
    processID: 7,
    on: () => {},
    off: () => {},
    query: async () => ({ rows: [told] }),
  } as unknown as pg.Client
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const checking = checkServer(maintenance, deaf, { writes: true }).catch((error) => error.message)
  await vi.advanceTimersByTimeAsync(60_000)
  vi.useRealTimers()
  expect(await checking).toMatch(/^Nothing that DATABASE_URL leads to passes on LISTEN and NOTIFY, .+ session mode\.$/)
})

const COMMANDS: [script: string, args: string[]][] = [
  ['start', []],
  ['migrate', []],
  ['verify', []],
  ['account', ['list']],
  ['backup', []],
]

describe.each(
  pick(COMMANDS, [
    ['start', []],
    ['verify', []],
  ]),
)('npm run %s', (script, args) => {
  test.each<[string, () => string, RegExp]>([
    ['a wrong password', () => addressOf(OWNER, LEDGER, { password: 'wrong' }), /does not accept the password/],
    ['an address that cannot be read', () => `postgresql://u:${PASSWORD}#@h/l`, /^DATABASE_URL cannot be read/],
    ['a database in another encoding', () => addressOf(OWNER, LATIN), /is encoded in LATIN1/],
  ])('says of %s one sentence, and ends with code 1', async (_, at, sentence) => {
    const { code, said } = await runScript(script, args, { DATABASE_URL: at(), PORT: String(await pickFreePort()) })
    const last = said.trimEnd().split('\n').at(-1) ?? ''
    expect(last).toMatch(sentence)
    expect(said).not.toMatch(/ {4}at |s3cr/)
    expect(code).toBe(1)
  })
})

test.each(['verify', 'account', 'backup'])(
  'npm run %s says that there is no ledger where there is none',
  async (script) => {
    const args = script === 'account' ? ['list'] : []
    const { code, said } = await runScript(script, args, { DATABASE_URL: addressOf(OWNER, EMPTY) })
    expect(said).toBe('There is no ledger in this database yet; npm start makes one.\n')
    expect(code).toBe(1)
  },
)

test('a table whose rows a policy hides is named, by every command', async () => {
  await within(LEDGER, 'ALTER TABLE "Change" ENABLE ROW LEVEL SECURITY; ALTER TABLE "Change" FORCE ROW LEVEL SECURITY')
  const says =
    /^In the database ledger_\w+ a policy decides which rows of the table "Change" the role owner_\w+ sees, .+: ALTER TABLE "Change" DISABLE ROW LEVEL SECURITY/
  try {
    const connectionString = addressOf(OWNER, LEDGER)
    expect(await refusalOf(connectionString)).toMatch(says)
    for (const script of ['verify', 'backup']) {
      const { code, said } = await runScript(script, [], { DATABASE_URL: connectionString })
      expect([script, code, said]).toEqual([
        script,
        1,
        expect.stringMatching(script === 'backup' ? /row-level security policy/ : says),
      ])
      expect(said).not.toContain('    at ')
    }
  } finally {
    await within(
      LEDGER,
      'ALTER TABLE "Change" NO FORCE ROW LEVEL SECURITY; ALTER TABLE "Change" DISABLE ROW LEVEL SECURITY',
    )
  }
})

test('a restore asks for the same rights', async () => {
  const backup = await openBackup(RELEASED)
  const restoring = restoreBackup({ connectionString: addressOf(GUEST, EMPTY), backup, replaces: null, log: () => {} })
  await expect(restoring).rejects.toThrow(
    /^The role guest_\w+ may not create tables .+ GRANT USAGE, CREATE ON SCHEMA public/,
  )
  expect(await tablesIn(EMPTY)).toEqual([])
})

test('somebody who may only read is told what they may not do, and verifies', async () => {
  const settings = { DATABASE_URL: addressOf(GUEST, LEDGER) }
  await within(LEDGER, `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${GUEST}`)
  expect(await runScript('verify', [], settings)).toMatchObject({
    code: 0,
    said: expect.stringContaining('The record is whole'),
  })
  const refused = await runScript('account', ['make-admin', 'nobody@example.org'], settings)
  expect(refused).toMatchObject({
    code: 1,
    said: expect.stringMatching(/which may not read and write them; name owner_\w+ in DATABASE_URL/),
  })
})

test('the role and the database that docs/operations.md makes are enough', async () => {
  const connectionString = addressOf(OWNER, LEDGER)
  expect(await applyMigrations({ connectionString, log: () => {} })).toEqual([])
  const { code } = await runScript('verify', [], { DATABASE_URL: connectionString })
  expect(code).toBe(0)
})
