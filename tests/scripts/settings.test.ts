import path from 'node:path'
import { describe, expect, test } from 'vitest'
import * as account from '../../lib/account'
import { addressOf, LONGEST_PASSWORD, readSettings, root, SHORTEST_PASSWORD } from '../../scripts/settings.mjs'

describe('settings', () => {
  test('have defaults, which an empty variable does not change', () => {
    const defaults = {
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      dataDir: path.join(root, '.data'),
      timeZone: 'UTC',
      secret: null,
      url: null,
      proxies: [],
      owner: null,
      log: 'info',
    }
    expect(readSettings({})).toEqual(defaults)
    const names = ['PORT', 'HOST', 'DATABASE_URL', 'ACCORD_DATA_DIR', 'ACCORD_TIME_ZONE', 'ACCORD_SECRET', 'ACCORD_URL']
    names.push('ACCORD_PROXY', 'ACCORD_OWNER_EMAIL', 'ACCORD_OWNER_PASSWORD', 'ACCORD_LOG')
    expect(readSettings(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(defaults)
  })

  test.each([
    ['PORT', '8080', { port: 8080 }],
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['HOST', '::1', { host: '::1' }],
    ['HOST', 'ledger.example.org', { host: 'ledger.example.org' }],
    ['DATABASE_URL', 'postgres://u:p@db/ledger', { databaseUrl: 'postgresql://u:p@db/ledger?sslmode=disable' }],
    ['ACCORD_DATA_DIR', '/srv/ledger', { dataDir: path.resolve('/srv/ledger') }],
    ['ACCORD_TIME_ZONE', 'Asia/Shanghai', { timeZone: 'Asia/Shanghai' }],
    ['ACCORD_SECRET', 'x'.repeat(32), { secret: 'x'.repeat(32) }],
    ['ACCORD_URL', 'https://ledger.example.org', { url: 'https://ledger.example.org' }],
    ['ACCORD_URL', 'http://192.0.2.7:8080/', { url: 'http://192.0.2.7:8080' }],
    ['ACCORD_LOG', 'debug', { log: 'debug' }],
    ['ACCORD_PROXY', '10.0.0.7', { proxies: ['10.0.0.7'] }],
    ['ACCORD_PROXY', ' 10.0.0.0/8, fd00::/8 ,::1', { proxies: ['10.0.0.0/8', 'fd00::/8', '::1'] }],
  ])('accept %s=%s', (name, value, expected) => {
    expect(readSettings({ [name]: value })).toMatchObject(expected)
  })

  test.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '3000x'],
    ['PORT', ' '],
    ['HOST', 'not a host'],
    ['HOST', '999.1.1.1'],
    ['HOST', 'http://localhost'],
    ['DATABASE_URL', 'ledger'],
    ['DATABASE_URL', 'mysql://db/ledger'],
    ['DATABASE_URL', 'postgresql://db'],
    ['ACCORD_DATA_DIR', 'package.json'],
    ['ACCORD_DATA_DIR', ' '],
    ['ACCORD_TIME_ZONE', 'Mars/Olympus'],
    ['ACCORD_TIME_ZONE', '+08:00'],
    ['ACCORD_LOG', 'loud'],
    ['ACCORD_URL', 'ledger.example.org'],
    ['ACCORD_URL', 'ftp://ledger.example.org'],
    ['ACCORD_URL', 'https://ledger.example.org/accord'],
    ['ACCORD_URL', 'https://ledger.example.org?x=1'],
    ['ACCORD_PROXY', 'proxy.example.org'],
    ['ACCORD_PROXY', '10.0.0.0/33'],
    ['ACCORD_PROXY', '10.0.0.0/8/8'],
    ['ACCORD_PROXY', '10.0.0.1;10.0.0.2'],
  ])('refuse %s=%j in one sentence that names it, its value and what is accepted', (name, value) => {
    const sentence = refusalOf({ [name]: value })
    expect(sentence).toMatch(/^[^\n]+ must be [^\n]+\.$/)
    expect(sentence.startsWith(`${name} is ${JSON.stringify(value)}, but `)).toBe(true)
  })

  test('make the owner from an address and a password, and from nothing less', () => {
    const env = { ACCORD_OWNER_EMAIL: 'Owner@Example.org', ACCORD_OWNER_PASSWORD: 'a long pass phrase' }
    expect(readSettings(env).owner).toEqual({ email: 'owner@example.org', password: 'a long pass phrase' })
    for (const name of ['ACCORD_OWNER_EMAIL', 'ACCORD_OWNER_PASSWORD'])
      expect(refusalOf({ ...env, [name]: '' })).toMatch(/^ACCORD_OWNER_EMAIL and .+ must be set together.+\.$/)
    expect(refusalOf({ ...env, ACCORD_OWNER_EMAIL: 'owner' })).toMatch(/^ACCORD_OWNER_EMAIL is "owner", but must be /)
  })

  test('never show a secret that they refuse', () => {
    expect(refusalOf({ ACCORD_SECRET: 's3cret' })).toMatch(/^ACCORD_SECRET is too short: (?!.*s3cret).+\.$/)
    const owner = { ACCORD_OWNER_EMAIL: 'owner@example.org' }
    for (const [password, why] of [
      ['s3cret', 'short'],
      ['s3cret'.repeat(40), 'long'],
    ] as const)
      expect(refusalOf({ ...owner, ACCORD_OWNER_PASSWORD: password })).toMatch(
        new RegExp(`^ACCORD_OWNER_PASSWORD is too ${why}: (?!.*s3cret).+\\.$`),
      )
    expect(refusalOf({ ACCORD_URL: 'https://me:s3cret@ledger.example.org' })).not.toContain('s3cret')
  })

  test('want passwords as long as the ledger does', () => {
    expect([SHORTEST_PASSWORD, LONGEST_PASSWORD]).toEqual([account.SHORTEST_PASSWORD, account.LONGEST_PASSWORD])
  })
})

test('the address is one a browser on this machine can use', () => {
  expect(addressOf({ host: '0.0.0.0', port: 3000 })).toBe('http://127.0.0.1:3000')
  expect(addressOf({ host: '::', port: 3000 })).toBe('http://[::1]:3000')
  expect(addressOf({ host: 'localhost', port: 80 })).toBe('http://localhost:80')
})

function refusalOf(env: Record<string, string>): string {
  try {
    readSettings(env)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('The settings were accepted.')
}
