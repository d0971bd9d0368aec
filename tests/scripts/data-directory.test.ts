import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { report } from '@/scripts/failure.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { keepPassword } from '@/scripts/postgres/password.mjs'
import { loadEnvFile } from '@/scripts/settings.mjs'
import { runScript } from '@/tests/support/script'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'accord-data-'))
  chmodSync(folder, 0o711)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** How a script ends on a data directory, with nothing of this machine's own settings. */
const run = async (script: string, args: string[], settings: Record<string, string>) =>
  runScript(script, args, {
    DATABASE_URL: '',
    HOST: '',
    PORT: String(await pickFreePort()),
    ACCORD_SECRET: '',
    ACCORD_URL: '',
    ACCORD_OWNER_EMAIL: '',
    ACCORD_OWNER_PASSWORD: '',
    ...settings,
  })

const ONE_SENTENCE = /^[^\n]+\.\n$/

describe('a start on what cannot hold a ledger is refused in one sentence, and goes no further', () => {
  const secret = (text: string) => (dataDir: string) => {
    mkdirSync(dataDir)
    writeFileSync(path.join(dataDir, 'secret'), text, { mode: 0o600 })
  }
  test.each<[string, (dataDir: string) => void, RegExp]>([
    ['an empty secret', secret(''), /data\/secret is empty; put back what it held, or remove it: /],
    ['a secret of spaces', secret(`${' '.repeat(40)}\n`), /data\/secret is empty; /],
    ['a secret of NUL bytes', secret('\0'.repeat(40)), /data\/secret holds bytes that are no text; put back /],
    [
      'a secret of control characters',
      secret('\u0001\u007f'.repeat(20)),
      /data\/secret holds bytes that are no text; /,
    ],
    ['a short secret', secret('s3cret'), /data\/secret holds less than 32 characters; /],
    [
      'a directory for a secret',
      (dataDir) => mkdirSync(path.join(dataDir, 'secret'), { recursive: true }),
      /secret cannot be kept in .+EISDIR.+; set ACCORD_SECRET, or /,
    ],
    ['a file for a directory', (dataDir) => writeFileSync(dataDir, ''), /^ACCORD_DATA_DIR is .+ and this is a file\./],
    [
      'a link that leads nowhere',
      (dataDir) => symlinkSync(path.join(folder, 'gone', 'data'), dataDir),
      /cannot be kept/,
    ],
    ['a link that leads to itself', (dataDir) => symlinkSync(dataDir, dataDir), /^ACCORD_DATA_DIR is .+\(ELOOP\)\./],
  ])('%s', async (_, lay, sentence) => {
    const dataDir = path.join(folder, 'data')
    lay(dataDir)
    const { code, said } = await run('start', [], { ACCORD_DATA_DIR: dataDir })
    expect(said).toMatch(ONE_SENTENCE)
    expect(said).toMatch(sentence)
    expect(said).not.toContain('s3cret')
    expect(code).toBe(1)
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)
  })

  test.each<[string, Record<string, string>, RegExp]>([
    ['a directory below a file', { ACCORD_DATA_DIR: 'package.json/data' }, /^ACCORD_DATA_DIR is .+\(ENOTDIR\)\./],
    ['a name that is too long', { ACCORD_DATA_DIR: 'x'.repeat(300) }, /^ACCORD_DATA_DIR is .+\(ENAMETOOLONG\)\./],
    ['a place where nothing can be made', { ACCORD_DATA_DIR: '/proc/accord/data' }, /cannot be kept in .+ENOENT/],
    ['a secret of spaces in the settings', { ACCORD_SECRET: ' '.repeat(40) }, /^ACCORD_SECRET is too short: /],
  ])('%s', async (_, settings, sentence) => {
    const { code, said } = await run('start', [], { ACCORD_DATA_DIR: path.join(folder, 'data'), ...settings })
    expect(said).toMatch(ONE_SENTENCE)
    expect(said).toMatch(sentence)
    expect(code).toBe(1)
  })
})

describe('a data directory whose database cannot be opened is refused in one sentence', () => {
  const cluster = (version: string) => (dataDir: string) => {
    mkdirSync(path.join(dataDir, 'postgres'), { recursive: true })
    writeFileSync(path.join(dataDir, 'postgres', 'PG_VERSION'), version)
  }
  const withPassword = (text: string) => (dataDir: string) => {
    cluster('18')(dataDir)
    writeFileSync(path.join(dataDir, 'postgres-password'), text)
  }
  test.each<[string, (dataDir: string) => void, RegExp]>([
    [
      'a file in its place',
      (dataDir) => writeFileSync(path.join(dataDir, 'postgres'), ''),
      /postgres cannot be used \(ENOTDIR/,
    ],
    [
      'something else in its place',
      (dataDir) => mkdirSync(path.join(dataDir, 'postgres', 'photos'), { recursive: true }),
      /holds something other than a database; set ACCORD_DATA_DIR/,
    ],
    [
      'a database of another version',
      cluster('14'),
      /was made by PostgreSQL 14, but this version brings PostgreSQL 18/,
    ],
    [
      'a version that cannot be read',
      (dataDir) => mkdirSync(path.join(dataDir, 'postgres', 'PG_VERSION'), { recursive: true }),
      /data\/postgres\/PG_VERSION cannot be used \(EISDIR, read\): a directory is where a file should be/,
    ],
    ['no password', cluster('18'), /postgres-password is missing, .+; put it back\./],
    ['an empty password', withPassword(''), /postgres-password is empty; put back what it held/],
    [
      'a directory for a password',
      (dataDir) => {
        cluster('18')(dataDir)
        mkdirSync(path.join(dataDir, 'postgres-password'))
      },
      /data\/postgres-password cannot be used \(EISDIR, read\): a directory is where a file should be/,
    ],
    [
      'a password of NUL bytes',
      withPassword('\0'.repeat(40)),
      /postgres-password holds bytes that are no text; put back/,
    ],
    ['half a password', withPassword('abc'), /postgres-password holds less than 32 characters; /],
  ])('%s', async (_, lay, sentence) => {
    const dataDir = path.join(folder, 'data')
    mkdirSync(dataDir)
    lay(dataDir)
    const { code, said } = await run('account', ['list'], { ACCORD_DATA_DIR: dataDir })
    expect(said).toMatch(ONE_SENTENCE)
    expect(said).toMatch(sentence)
    expect(code).toBe(1)
  })
})

test.each(['', ' \n', 'abc', '\0'.repeat(40)])('a password of %j without a database may be removed', (text) => {
  writeFileSync(path.join(folder, 'postgres-password'), text)
  expect(() => keepPassword(folder, false)).toThrow(
    /postgres-password .+; remove it: there is no database beside it yet/,
  )
  rmSync(path.join(folder, 'postgres-password'))
  expect(keepPassword(folder, false)).toMatch(/^[\w-]{32}$/)
})

test('settings that cannot be read are refused in one sentence', () => {
  expect(() => loadEnvFile(folder)).toThrow(/ cannot be read \(.+\); let this account read it, or /)
})

describe('whatever the file system refuses', () => {
  test.each([
    ['EACCES', 'open', /this account has no right to it; give it to /],
    ['EPERM', 'chown', /this account has no right to it; give it to /],
    ['EROFS', 'mkdir', /can only be read; use a place /],
    ['ENOSPC', 'write', /the disk is full; make room /],
    ['EDQUOT', 'write', /its share of the disk; make room /],
    ['EIO', 'read', /the disk reports an error; /],
    ['EMFILE', 'open', /too many files are open; /],
  ])('is one sentence with the way out, such as %s', (code, syscall, wayOut) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    try {
      report(Object.assign(new Error(`${code}: no`), { code, syscall, path: '/data/secret' }))
      expect(said.mock.calls).toEqual([[expect.stringMatching(wayOut)]])
      expect(said.mock.calls[0]?.[0]).toMatch(/^\/data\/secret cannot be used \(E\w+, \w+\): [^\n]+\.$/)
    } finally {
      said.mockRestore()
    }
  })

  test('but a bug keeps its stack', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    try {
      const bug = new TypeError('x is not a function')
      report(bug)
      expect(said.mock.calls).toEqual([[bug]])
    } finally {
      said.mockRestore()
    }
  })
})
