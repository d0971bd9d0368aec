import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { addressOf, readSettings, root } from '../../scripts/settings.mjs'

describe('settings', () => {
  test('have defaults, which an empty variable does not change', () => {
    const defaults = {
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      dataDir: path.join(root, '.data'),
      timeZone: 'UTC',
    }
    expect(readSettings({})).toEqual(defaults)
    expect(readSettings({ PORT: '', HOST: '', DATABASE_URL: '', ACCORD_DATA_DIR: '', ACCORD_TIME_ZONE: '' })).toEqual(
      defaults,
    )
  })

  test.each([
    ['PORT', '8080', { port: 8080 }],
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['HOST', '::1', { host: '::1' }],
    ['HOST', 'ledger.example.org', { host: 'ledger.example.org' }],
    ['DATABASE_URL', 'postgres://u:p@db:5432/ledger', { databaseUrl: 'postgres://u:p@db:5432/ledger' }],
    ['ACCORD_DATA_DIR', '/srv/ledger', { dataDir: path.resolve('/srv/ledger') }],
    ['ACCORD_TIME_ZONE', 'Asia/Shanghai', { timeZone: 'Asia/Shanghai' }],
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
  ])('refuse %s=%j in one sentence that names it, its value and what is accepted', (name, value) => {
    const sentence = refusalOf({ [name]: value })
    expect(sentence).toMatch(/^[^\n]+ must be [^\n]+\.$/)
    expect(sentence.startsWith(`${name} is ${JSON.stringify(value)}, but `)).toBe(true)
  })

  test.each([
    'mysql://reader:s3cret@db/ledger',
    'postgresql://reader:s3cret@db',
    'postgresql://reader:s3cr/et@db',
    'reader:s3cret@db/ledger',
    'mysql://db/ledger?user=reader&password=s3cret',
  ])('never show the password in %s', (value) => {
    expect(refusalOf({ DATABASE_URL: value })).not.toMatch(/s3cr/)
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
