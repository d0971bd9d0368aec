import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, openCluster } from '@/drills/support/cluster'
import { connect } from '@/lib/db/client'
import { connected } from '@/scripts/database/connect.mjs'
import { readDatabaseUrl } from '@/scripts/database/url.mjs'
import { findBinaries } from '@/scripts/postgres/binaries.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'accord-tls-'))
chmodSync(folder, 0o711)
const at = (name: string) => path.join(folder, name)
let server: Cluster
let port = ''

const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })

/** A key and a certificate for a name, made by an authority of our own. */
function certify(name: string, subject: string, alternative: string, days = '2'): void {
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
    '-subj',
    `/CN=${subject}`,
  )
  writeFileSync(at(`${name}.ext`), `subjectAltName=${alternative}\n`)
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    days,
    '-extfile',
    `${name}.ext`,
    '-out',
    `${name}.pem`,
  )
}

/** Has the server show a certificate from now on, and take these connections. */
async function show(name: string, rules: string[]): Promise<void> {
  const { uid, gid } = statSync(server.cluster)
  for (const end of ['key', 'pem']) {
    chownSync(at(`${name}.${end}`), uid, gid)
    chmodSync(at(`${name}.${end}`), 0o600)
  }
  writeFileSync(
    path.join(server.cluster, 'pg_hba.conf'),
    `${['hostssl postgres postgres all trust', ...rules].join('\n')}\n`,
  )
  await server.stop()
  writeFileSync(
    path.join(server.cluster, 'postgresql.auto.conf'),
    `ssl = on\nssl_cert_file = '${at(`${name}.pem`)}'\nssl_key_file = '${at(`${name}.key`)}'\nssl_ca_file = '${at('authority.pem')}'\n`,
  )
  await server.start()
}

beforeAll(async () => {
  if (spawnSync('openssl', ['version']).error)
    throw new Error('There is no openssl, which makes the certificates of these tests: apt-get install openssl')
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=An authority',
  )
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'other.key',
    '-out',
    'other.pem',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
  )
  certify('local', 'localhost', 'DNS:localhost,IP:127.0.0.1')
  certify('elsewhere', 'db.example.org', 'DNS:db.example.org')
  certify('client', 'ledger', 'DNS:ledger')
  writeFileSync(at('authority.pem'), execFileSync('cat', [at('ca.pem')]))
  server = await openCluster({ bin: findBinaries(), directory: at('postgres') })
  port = new URL(server.url).port
  await server.sql('CREATE ROLE ledger LOGIN')
  await server.sql('CREATE DATABASE ledger OWNER ledger')
})
afterAll(async () => {
  await server?.stop('immediate')
  rmSync(folder, { recursive: true })
})

const addressOf = (parameters: string) =>
  readDatabaseUrl(`postgresql://ledger@localhost:${port}/ledger?${parameters}`, {})
const encrypted = 'SELECT ssl, client_dn AS client FROM pg_stat_ssl WHERE pid = pg_backend_pid()'

/** How scripts and the web server connect, or the sentence with which they are refused. */
async function reached(parameters: string) {
  const url = addressOf(parameters)
  expect(readDatabaseUrl(url, {})).toBe(url)
  const asked = await connected(url, 'test', async (client) => (await client.query(encrypted)).rows[0]).catch(
    (error) => error.message,
  )
  const db = connect(url, 1)
  const answered = await db.$queryRawUnsafe<object[]>(encrypted).then(
    ([row]) => row,
    () => 'refused',
  )
  await db.$disconnect()
  expect(answered).toEqual(typeof asked === 'string' ? 'refused' : asked)
  return asked
}

const YES = { ssl: true, client: null }
const NO = { ssl: false, client: null }
const ca = `sslrootcert=${at('ca.pem')}`

describe('a server with a certificate of its own authority', () => {
  beforeAll(() => show('local', ['host ledger ledger all trust']))

  test.each<[string, object | RegExp]>([
    ['', NO],
    ['sslmode=disable', NO],
    ['sslmode=no-verify', YES],
    [`sslmode=require&${ca}`, YES],
    [`sslmode=verify-ca&${ca}`, YES],
    [`sslmode=verify-full&${ca}`, YES],
    [ca, YES],
    ['sslmode=require', /does not trust \(.+\); name that of its authority.+ sslrootcert=.+ sslmode=no-verify/],
    ['sslmode=verify-full', /does not trust/],
    [`sslmode=verify-full&sslrootcert=${at('other.pem')}`, /does not trust/],
    [`sslmode=verify-full&sslnegotiation=direct&${ca}`, YES],
  ])('%s', async (parameters, expected) => {
    const answer = await reached(parameters)
    if (expected instanceof RegExp) expect(answer).toMatch(expected)
    else expect(answer).toEqual(expected)
  })
})

describe('a server with a certificate that it signed itself', () => {
  beforeAll(() => show('other', ['host ledger ledger all trust']))

  test.each<[string, object | RegExp]>([
    [
      'sslmode=require',
      /^The database at localhost:\d+ has a certificate that this machine does not trust \(self.signed certificate\); .+ itself where it is self-signed/,
    ],
    [`sslmode=require&sslrootcert=${at('other.pem')}`, YES],
    ['sslmode=no-verify', YES],
  ])('%s', async (parameters, expected) => {
    const answer = await reached(parameters)
    if (expected instanceof RegExp) expect(answer).toMatch(expected)
    else expect(answer).toEqual(expected)
  })
})

describe('a server with a certificate for another name, which takes nothing that is not encrypted', () => {
  beforeAll(() => show('elsewhere', ['hostssl ledger ledger all trust']))

  test.each<[string, object | RegExp]>([
    [
      `sslmode=verify-full&${ca}`,
      /has a certificate for another name \(.+\); use a name that is in it, or sslmode=verify-ca/,
    ],
    [`sslmode=verify-ca&${ca}`, YES],
    ['sslmode=no-verify', YES],
    [
      'sslmode=disable',
      /does not let the role ledger into the database ledger from here \(no pg_hba\.conf entry .+\); .+ sslmode=verify-full/,
    ],
  ])('%s', async (parameters, expected) => {
    const answer = await reached(parameters)
    if (expected instanceof RegExp) expect(answer).toMatch(expected)
    else expect(answer).toEqual(expected)
  })
})

describe('a server that asks its clients for a certificate', () => {
  beforeAll(() => show('local', ['hostssl ledger ledger all cert']))
  const own = `sslcert=${at('client.pem')}&sslkey=${at('client.key')}`

  test.each<[string, object | RegExp]>([
    [`${ca}&${own}`, { ssl: true, client: '/CN=ledger' }],
    [ca, /asks for a certificate of its client \(.+\); name one that it knows, and its key, with sslcert and sslkey/],
    [`${ca}&sslcert=${at('local.pem')}&sslkey=${at('local.key')}`, /asks for a certificate of its client \(.+\)/],
    [
      `${ca}&sslcert=${at('other.pem')}&sslkey=${at('other.key')}`,
      /asks for a certificate of its client \(.*unknown ca\); name one/,
    ],
  ])('%s', async (parameters, expected) => {
    const answer = await reached(parameters)
    if (expected instanceof RegExp) expect(answer).toMatch(expected)
    else expect(answer).toEqual(expected)
  })
})
