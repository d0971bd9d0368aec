import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { verifyPassword } from 'better-auth/crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { hashOfToken } from '@/lib/access-link'
import { findPasswordHash, findPerson } from '@/lib/db/people/read'
import { createOwner, hasPeople, makeSetupLink } from '@/scripts/people.mjs'
import { keepSecret } from '@/scripts/secret.mjs'
import { listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { pick } from '@/tests/support/full'
import { runScript } from '@/tests/support/script'

const database = ownDatabase()
const EMAIL = 'owner@example.org'
const PASSWORD = 'a long pass phrase'
/** What the first test leaves on record: two links, of which the second revokes the first. */
const SETUP_LINKS = ['setup.linkMade', 'setup.linkRevoked', 'setup.linkMade']

/** What `npm run account` prints, and how it ends. */
const account = (...args: string[]) =>
  runScript('account', args, {
    DATABASE_URL: database.url,
    ACCORD_URL: 'https://ledger.example.org',
    ACCORD_SECRET: '',
  })

test('a setup link is made while nobody has an account, and the newest alone works', async () => {
  expect(await hasPeople(database.url)).toBe(false)
  const links = [await makeSetupLink(database.url, 'http://a'), await makeSetupLink(database.url, 'http://a')]
  for (const link of links) expect(link).toMatch(/^http:\/\/a\/setup\/[\w-]{43}$/)
  const open = await database.sql(`SELECT "tokenHash" FROM "AccessLink" WHERE "revokedAt" IS NULL`)
  expect(open).toEqual([{ tokenHash: await hashOfToken(links[1]?.slice(-43) ?? '') }])
})

describe('the owner of the settings', () => {
  beforeAll(() => createOwner(database.url, { email: EMAIL, password: PASSWORD }))

  test('is an administrator who can sign in; another start makes no second one, and prints no link', async () => {
    const owner = await findPerson(database.db, { email: EMAIL })
    expect(owner).toMatchObject({ name: 'owner', role: 'ADMIN', deactivatedAt: null })
    const hash = (await findPasswordHash(database.db, owner?.id ?? '')) ?? ''
    expect(await verifyPassword({ hash, password: PASSWORD })).toBe(true)
    expect(await hasPeople(database.url)).toBe(true)
    expect(await makeSetupLink(database.url, 'http://a')).toBe('')
    await createOwner(database.url, { email: 'second@example.org', password: PASSWORD })
    expect(await findPerson(database.db, { email: 'second@example.org' })).toBeNull()
    const entries = (await listChanges(database.db)).map(({ entry }) => entry)
    expect(entries.map(({ action }) => action)).toEqual([...SETUP_LINKS, 'person.created'])
    expect(entries.at(-1)).toMatchObject({ actor: 'setup', data: { name: 'owner', role: 'ADMIN' } })
  })

  test('locked out, is helped by npm run account', async () => {
    await database.sql(`UPDATE "User" SET role = 'VIEWER', "deactivatedAt" = now()`)
    expect((await account('list')).said).toMatch(
      /^owner@example\.org\tVIEWER\tdeactivated [\d-]+\tnever seen\towner\n$/,
    )
    const refused = await account('password-link', EMAIL)
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('This person is deactivated') })
    expect(await account('make-admin', EMAIL.toUpperCase())).toEqual({
      code: 0,
      said: 'owner is an active administrator.\n',
    })
    const { code, said } = await account('password-link', EMAIL)
    expect(code).toBe(0)
    expect(said).toMatch(/^https:\/\/ledger\.example\.org\/password\/[\w-]{43}\n$/)
    const entries = (await listChanges(database.db)).map(({ entry }) => entry)
    expect(entries.slice(SETUP_LINKS.length + 1).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'operator person.roleChanged',
      'operator person.reactivated',
      'operator person.passwordLinkMade',
    ])
  })

  const USAGE = /npm run account -- list/
  const WRONG: [string[], RegExp][] = [
    [['make-admin', 'nobody@example.org'], /^There is no such person in this ledger\.\nNothing was changed\.\n$/],
    [['delete', EMAIL], USAGE],
    [['make-admin'], USAGE],
    [['list', 'x'], USAGE],
    [[], USAGE],
  ]
  test.each(pick(WRONG, WRONG.slice(0, 2)))('npm run account %j is refused in a sentence', async (args, sentence) => {
    const { code, said } = await account(...args)
    expect(code).toBe(1)
    expect(said).toMatch(sentence)
    expect(said).not.toContain('    at ')
  })
})

test('the secret is made once, long enough, and for this account alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'accord-secret-'))
  try {
    const dataDir = path.join(folder, 'data')
    const secret = keepSecret(dataDir)
    expect(secret.length).toBeGreaterThanOrEqual(32)
    expect(keepSecret(dataDir)).toBe(secret)
    expect(statSync(path.join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
    expect(() => keepSecret(path.join(dataDir, 'secret'))).toThrow(/cannot be kept in .+; set ACCORD_SECRET/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
