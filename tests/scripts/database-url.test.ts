import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { readDatabaseUrl } from '@/scripts/database/url.mjs'
import { readSettings } from '@/scripts/settings.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'accord-url-'))
afterAll(() => rmSync(folder, { recursive: true }))
const noPem = path.join(folder, 'no.pem')
writeFileSync(noPem, 'This is not a certificate.')

/** What pg makes of it, which is what is connected to. */
const readByPg = (value: string) => new pg.Client({ connectionString: readDatabaseUrl(value, {}) })

function refusalOf(value: string): string {
  try {
    readSettings({ DATABASE_URL: value })
  } catch (error) {
    return (error as Error).message
  }
  throw new Error(`${value} was accepted.`)
}

describe('DATABASE_URL is obeyed', () => {
  const db = { host: 'db', port: 5432, user: 'u', password: 'p', database: 'ledger' }

  test.each<[string, Partial<typeof db>]>([
    ['postgresql://u:p@db:5432/ledger', {}],
    ['postgres://u:p@db/ledger', {}],
    ['POSTGRESQL://u:p@db/ledger', {}],
    [' postgresql://u:p@db/ledger\n', {}],
    ['"postgresql://u:p@db/ledger"', {}],
    ["'postgresql://u:p@db/ledger' ", {}],
    ['postgresql://u:p@db:5433/ledger', { port: 5433 }],
    ['postgresql://u:p@db/ledger?schema=public', {}],
    ['postgresql://u:p%40%3A%2F%23%3F%25%20%26@db/ledger', { password: 'p@:/#?% &' }],
    ['postgresql://u:p@p:p@db/ledger', { password: 'p@p:p' }],
    ['postgresql://u:%E5%AF%86@db/ledger', { password: '密' }],
    ['postgresql://u@server:p@db/ledger', { user: 'u@server' }],
    ['postgresql://u:p@db/%E8%B4%A6%20%25', { database: '账 %' }],
    ['postgresql://u:p@db/a%252Fb', { database: 'a%2Fb' }],
    ['postgresql://u:p@db/a%2Fb%3A%26%3D%2B%24%2C%3B', { database: 'a/b:&=+$,;' }],
    ['postgresql://u:p@db/a+b&c', { database: 'a+b&c' }],
    ['postgresql://u:p@192.0.2.7/ledger', { host: '192.0.2.7' }],
    ['postgresql://u:p@[2001:db8::7]:5433/ledger', { host: '2001:db8::7', port: 5433 }],
    ['postgresql://u:p@db/ledger?host=2001:db8::7', { host: '2001:db8::7' }],
    ['postgresql://u:p@/ledger?host=/run/postgresql', { host: '/run/postgresql' }],
    [
      'postgresql:///ledger?host=/run/postgresql&port=5433&user=u&password=p%40',
      { host: '/run/postgresql', port: 5433, password: 'p@' },
    ],
    ['postgresql://u:p@%2Frun%2Fpostgresql/ledger', { host: '/run/postgresql' }],
  ])('%s', (value, expected) => {
    const { host, port, user, password, database } = readByPg(value)
    expect({ host, port, user, password, database }).toEqual({ ...db, ...expected })
  })

  test('read again, it is the same', () => {
    const once = readDatabaseUrl(
      '"postgres://u:p%40@/led%2Fg%25%3Aer?host=/run/postgresql&sslmode=require&options=-c%20jit%3Doff" ',
      {},
    )
    expect(readDatabaseUrl(once, {})).toBe(once)
  })

  test('options reach PostgreSQL', () => {
    const { connectionParameters } = readByPg(
      'postgresql://u:p@db/ledger?options=-c%20jit%3Doff%20-c%20work_mem%3D8MB',
    ) as pg.Client & {
      connectionParameters: { options: string }
    }
    expect(connectionParameters.options).toBe('-c jit=off -c work_mem=8MB')
  })
})

describe('what would be misread or ignored is refused in a sentence', () => {
  const misread = /^DATABASE_URL cannot be read.+write @ as %40.+\.$/
  const form = /^DATABASE_URL is ".+", but must be like postgresql:\/\/\S+\.$/
  const parameter = (name: string) =>
    new RegExp(`^DATABASE_URL has the parameter "${name}", which .+; take it out.+\\.$`)

  test.each([
    ['postgresql://reader:s3c/ret@db/ledger', misread],
    ['postgresql://reader:12/34@db/ledger', misread],
    ['postgresql://reader:s3c#ret@db/ledger', misread],
    ['postgresql://reader:s3c?ret@db/ledger', misread],
    ['postgresql://reader:s3c%ret@db/ledger', misread],
    ['postgresql://reader:s3cret%@db/ledger', misread],
    ['postgresql://reader:s3c ret@db/ledger', misread],
    ['postgresql://reader:s@:/#?%ret@db/ledger', misread],
    ['postgresql://reader:s3cret@db/ledger#now', misread],
    ['postgresql://reader:s3c%e9x@db/ledger', misread],
    ['postgresql://reader:s3c%c3%28@db/ledger', misread],
    ['postgresql://reader:s3c%00ret@db/ledger', misread],
    ['postgresql://re%e9der:s3cret@db/ledger', misread],
    ['postgresql://reader:s3cret@d%ff/ledger', misread],
    ['postgresql://reader:s3cret@db/led%e9ger', misread],
    ['postgresql://db/ledger?user=reader&password=s3c%e9x', misread],
    ...['a%40b', 'a%23b', 'a%3Fb'].map(
      (name) =>
        [
          `postgresql://reader:s3cret@db/${name}`,
          /^DATABASE_URL names the database "a.b", .+ ALTER DATABASE .+\.$/,
        ] as const,
    ),
    ['ledger', form],
    [' ', form],
    ['mysql://reader:s3cret@db/ledger', form],
    ['jdbc:postgresql://reader:s3cret@db/ledger', form],
    ['prisma+postgres://reader:s3cret@db/ledger', form],
    ['reader:s3cret@db/ledger', form],
    ['postgresql://reader:s3cret@db', form],
    ['postgresql://reader:s3cret@db/', form],
    ['postgresql://reader:s3cret/ledger', form],
    ['postgresql://reader:s3cret@db:99999/ledger', form],
    ['postgresql://reader:s3cret@db:port/ledger', form],
    ['mysql://db/ledger?user=reader&password=s3cret', form],
    ["host=db user=reader password='s3c ret' dbname=ledger", form],
    ['host=db user=reader password=s3cret dbname=ledger', form],
    ['psql postgresql://reader:s3cret@db/ledger', form],
    ['DATABASE_URL=postgresql://reader:s3cret@db/ledger', form],
    ['postgresql://reader:s3cret@a,b/ledger', /^DATABASE_URL names several hosts; name one.+\.$/],
    ['postgresql://reader:s3cret@a:5432,b:5432/ledger', /^DATABASE_URL names several hosts; name one.+\.$/],
    ['postgresql://reader:s3cret@/ledger?host=a,b', /^DATABASE_URL names several hosts; name one.+\.$/],
    ['postgresql://reader:s3cret@db/ledger?schema=other', /^DATABASE_URL asks for the schema "other", .+\.$/],
    [
      'postgresql://reader:s3cret@db/ledger?options=-c%20search_path%3Dother',
      /^DATABASE_URL asks for the schema "other", .+\.$/,
    ],
    [
      'postgresql://reader:s3cret@db/ledger?options=--search-path%3Dother',
      /^DATABASE_URL asks for the schema "other", .+\.$/,
    ],
    ...[
      'sslmod',
      'sslpassword',
      'keepalives',
      'x',
      'pgbouncer',
      'connection_limit',
      'pool_timeout',
      'connect_timeout',
    ].map((name) => [`postgresql://reader:s3cret@db/ledger?${name}=1`, parameter(name)] as const),
    ...[
      'application_name',
      'channel_binding',
      'target_session_attrs',
      'uselibpqcompat',
      'constructor',
      'Schema',
      'sslMode',
    ].map((name) => [`postgresql://reader:s3cret@db/ledger?${name}=require`, parameter(name)] as const),
    [
      'postgresql://reader:s3cret@db/ledger?sslmode=require&sslmode=disable',
      /the parameter sslmode twice; write it once\.$/,
    ],
  ] as const)('%s', (value, sentence) => {
    expect(refusalOf(value)).toMatch(sentence)
    expect(refusalOf(value)).not.toMatch(/s3c|ret@|\n/)
  })
})

describe('how the connection is encrypted', () => {
  const ssl = (parameters: string, env = {}) => {
    const url = readDatabaseUrl(`postgresql://u:p@db/ledger${parameters && `?${parameters}`}`, env)
    const { ssl } = new pg.Client({ connectionString: url }) as unknown as { ssl: boolean | Record<string, unknown> }
    if (typeof ssl === 'boolean') return ssl ? 'full' : 'none'
    return ssl.rejectUnauthorized === false ? 'unchecked' : ssl.checkServerIdentity ? 'authority' : 'full'
  }

  test.each([
    ['', 'none'],
    ['sslmode=disable', 'none'],
    ['sslmode=no-verify', 'unchecked'],
    ['sslmode=require', 'full'],
    ['sslmode=verify-full', 'full'],
    ['sslrootcert=system', 'full'],
    ['sslnegotiation=direct', 'full'],
    ['ssl=true', 'full'],
    ['ssl=1', 'full'],
    ['ssl=no-verify', 'unchecked'],
    ['ssl=false', 'none'],
    ['ssl=0', 'none'],
  ])('%j: %s', (parameters, checked) => {
    expect(ssl(parameters)).toBe(checked)
  })

  test('is what PGSSLMODE says where the address says nothing of it', () => {
    expect(ssl('', { PGSSLMODE: 'require' })).toBe('full')
    expect(ssl('sslmode=disable', { PGSSLMODE: 'require' })).toBe('none')
    expect(() => ssl('', { PGSSLMODE: 'prefer' })).toThrow(/^PGSSLMODE is "prefer", but must be verify-full .+\.$/)
  })

  test.each([
    ['sslmode=prefer', /^sslmode .+ must be verify-full .+ would go on without encryption .+\.$/],
    ['sslmode=allow', /^sslmode .+ must be verify-full .+ would go on without encryption .+\.$/],
    ['sslmode=constructor', /^sslmode in DATABASE_URL is "constructor", but must be verify-full .+\.$/],
    ['sslmode=', /^DATABASE_URL has the parameter sslmode without a value; .+\.$/],
    ['sslrootcert=', /^DATABASE_URL has the parameter sslrootcert without a value; .+\.$/],
    ['sslmode=yes', /^sslmode in DATABASE_URL is "yes", but must be verify-full .+\.$/],
    ['ssl=yes', /^ssl in DATABASE_URL is "yes", but must be verify-full .+\.$/],
    ['ssl=true&sslmode=require', /has both sslmode and ssl/],
    ['sslmode=verify-ca', /needs sslrootcert=/],
    ['sslmode=disable&sslrootcert=system', /has sslmode=disable and parameters of TLS/],
    ['sslmode=disable&sslnegotiation=direct', /has sslmode=disable and parameters of TLS/],
    ['sslnegotiation=later', /must be postgres or direct\.$/],
    [`sslrootcert=${folder}/nowhere.pem`, /^sslrootcert of DATABASE_URL cannot be read \(ENOENT.+\)\.$/],
    [`sslrootcert=${noPem}`, /^sslrootcert \(.+no\.pem\) of DATABASE_URL cannot be used: .+\.$/],
    [`sslcert=${noPem}`, /^DATABASE_URL must name a certificate of this client and its key/],
    [`sslcert=${noPem}&sslkey=${noPem}`, /^sslcert \(.+\) and sslkey \(.+\) of DATABASE_URL cannot be used: .+\.$/],
  ])('%s is refused in a sentence', (parameters, sentence) => {
    expect(refusalOf(`postgresql://u:p@db/ledger?${parameters}`)).toMatch(sentence)
  })
})
