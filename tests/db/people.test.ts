import { beforeEach, describe, expect, test } from 'vitest'
import { hashOfToken, personIdFrom, tokenFrom } from '@/lib/access-link'
import { LinkPurpose, type PersonRow, type Role } from '@/lib/account'
import { findLink, listInvitations } from '@/lib/db/access-links/read'
import { invite, makePasswordLink, makeSetupLink, revokeInvitation } from '@/lib/db/access-links/write'
import { createOwner, join } from '@/lib/db/people/join'
import { changePassword, resetPassword } from '@/lib/db/people/password'
import { findPasswordHash, findPerson, listPeople } from '@/lib/db/people/read'
import { changeRole, deactivate, makeAdmin, reactivate, rename } from '@/lib/db/people/write'
import { listSessions } from '@/lib/db/sessions/read'
import { endSessions, noteSeen } from '@/lib/db/sessions/write'
import type { AppError } from '@/lib/error'
import { firstBreak, listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'

const database = ownDatabase()
const OPERATOR = { actor: 'operator', submission: null }
const by = (id: string, submission: string | null = null) => ({ actor: `user:${id}`, submission })
const newToken = () => tokenFrom(crypto.getRandomValues(new Uint8Array(32)))

let count = 0
/** Somebody with an address of their own. */
async function newcomer(name = 'Wen Li', token = newToken()) {
  count += 1
  return { id: await personIdFrom(token), name, email: `person-${count}@example.org`, passwordHash: `hash-${count}` }
}

/** Somebody who joined with a role, by an invitation of the operator's. */
async function joined(role: Role, name?: string): Promise<PersonRow> {
  const token = newToken()
  await invite(database.db, OPERATOR, { role, token })
  const somebody = await newcomer(name, token)
  await join(database.db, by(somebody.id), somebody, token)
  return now(somebody.id)
}

async function now(id: string): Promise<PersonRow> {
  const row = await findPerson(database.db, { id })
  if (!row) throw new Error(`nobody is ${id}`)
  return row
}

async function openLink(purpose: LinkPurpose, token: string) {
  const link = await findLink(database.db, purpose, token)
  return link?.isOpen ? link : null
}

/** A session as better-auth keeps them. */
async function signedIn(userId: string): Promise<string> {
  const id = newToken()
  await database.sql(
    `INSERT INTO "Session" (id, "userId", token, "expiresAt", "updatedAt") VALUES ($1, $2, $1, now() + interval '1 day', now())`,
    [id, userId],
  )
  return id
}

/** What the record gained while something was done. */
async function entriesOf(work: () => Promise<unknown>) {
  const { length } = await listChanges(database.db)
  await work()
  return (await listChanges(database.db)).slice(length).map((change) => change.entry)
}

/** The key of the refusal that something ends in; fails where it is accepted, or ends in anything else. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  const outcome = await work.then(() => null).catch((error: AppError) => error)
  if (!outcome) throw new Error('It was accepted.')
  if (outcome.name !== 'AppError') throw outcome
  return outcome.key
}

/** How each of several attempts at once ended: `done`, or the key of its refusal. */
const outcomesOf = (attempts: Promise<unknown>[]) =>
  Promise.all(
    attempts.map((attempt) =>
      attempt.then(
        () => 'done',
        (error: AppError) => error.key ?? String(error),
      ),
    ),
  )

beforeEach(async () => {
  // People are never deleted, but for the tests.
  await database.sql(`
    BEGIN; SET LOCAL session_replication_role = replica;
    DELETE FROM "Session"; DELETE FROM "Account"; DELETE FROM "AccessLink"; DELETE FROM "User";
    COMMIT`)
})

describe('the first person', () => {
  test('is an administrator, made by a link that then is used up', async () => {
    const token = newToken()
    expect(await entriesOf(() => makeSetupLink(database.db, token))).toEqual([
      { actor: 'setup', action: 'setup.linkMade', subject: 'setup', data: null },
    ])
    expect(await openLink(LinkPurpose.SETUP, token)).toMatchObject({ role: null })
    const owner = await newcomer('王芳')
    expect(await entriesOf(() => createOwner(database.db, { actor: 'setup', submission: null }, owner, token))).toEqual(
      [
        {
          actor: 'setup',
          action: 'person.created',
          subject: `user:${owner.id}`,
          data: { name: '王芳', role: 'ADMIN' },
        },
      ],
    )
    expect(await listPeople(database.db)).toMatchObject([{ role: 'ADMIN', email: owner.email, deactivatedAt: null }])
    expect(await findPasswordHash(database.db, owner.id)).toBe(owner.passwordHash)
    expect(await openLink(LinkPurpose.SETUP, token)).toBeNull()
  })

  test('is one, however many claim at once', async () => {
    const token = newToken()
    await makeSetupLink(database.db, token)
    const claims = await Promise.all(Array.from({ length: 5 }, () => newcomer()))
    const setup = { actor: 'setup', submission: null }
    const outcomes = await outcomesOf(claims.map((claim) => createOwner(database.db, setup, claim, token)))
    expect(outcomes.sort()).toEqual(['done', 'setupDone', 'setupDone', 'setupDone', 'setupDone'])
    expect(await listPeople(database.db)).toHaveLength(1)
  })

  test('cannot be made by a link of an earlier start, nor an hour later', async () => {
    const [first, second] = [newToken(), newToken()]
    await makeSetupLink(database.db, first)
    await makeSetupLink(database.db, second)
    const setup = { actor: 'setup', submission: null }
    expect(await refusalOf(createOwner(database.db, setup, await newcomer(), first))).toBe('linkOver')
    await passHours(1)
    expect(await refusalOf(createOwner(database.db, setup, await newcomer(), second))).toBe('linkOver')
    expect(await listPeople(database.db)).toEqual([])
  })

  test('is made by the settings only where there is nobody', async () => {
    const setup = { actor: 'setup', submission: null }
    await createOwner(database.db, setup, await newcomer(), null)
    expect(await refusalOf(createOwner(database.db, setup, await newcomer(), null))).toBe('setupDone')
  })
})

describe('an invitation', () => {
  test('keeps only the hash of its token, and gives the role it was made for', async () => {
    const admin = await joined('ADMIN')
    const token = newToken()
    const entries = await entriesOf(() => invite(database.db, by(admin.id), { role: 'EDITOR', token }))
    expect(entries).toEqual([
      { actor: `user:${admin.id}`, action: 'person.invited', subject: 'invitation', data: { role: 'EDITOR' } },
    ])
    expect(await database.sql(`SELECT "tokenHash" FROM "AccessLink" WHERE "usedAt" IS NULL`)).toEqual([
      { tokenHash: await hashOfToken(token) },
    ])
    expect(await listInvitations(database.db)).toMatchObject([{ role: 'EDITOR', createdBy: `user:${admin.id}` }])
    const somebody = await newcomer('Wen Li', token)
    expect(await entriesOf(() => join(database.db, by(somebody.id), somebody, token))).toEqual([
      {
        actor: `user:${somebody.id}`,
        action: 'person.created',
        subject: `user:${somebody.id}`,
        data: { name: 'Wen Li', role: 'EDITOR' },
      },
    ])
    expect(await now(somebody.id)).toMatchObject({ role: 'EDITOR' })
    expect(await listInvitations(database.db)).toEqual([])
  })

  test('lets one in, however many come at once; the same form sent again is the same person', async () => {
    const token = newToken()
    await invite(database.db, OPERATOR, { role: 'VIEWER', token })
    const many = await Promise.all(Array.from({ length: 5 }, () => newcomer()))
    const outcomes = await outcomesOf(many.map((one) => join(database.db, by(one.id), one, token)))
    expect(outcomes.sort()).toEqual(['done', 'linkOver', 'linkOver', 'linkOver', 'linkOver'])

    const again = newToken()
    await invite(database.db, OPERATOR, { role: 'VIEWER', token: again })
    const one = await newcomer('Twice', again)
    for (let time = 0; time < 2; time += 1) await join(database.db, by(one.id, 'form-of-one-who-joins'), one, again)
    expect(await listPeople(database.db)).toHaveLength(2)
  })

  test('is over after seven days, or revoked', async () => {
    const [old, revoked] = [newToken(), newToken()]
    await invite(database.db, OPERATOR, { role: 'VIEWER', token: old })
    await passHours(7 * 24)
    await invite(database.db, OPERATOR, { role: 'EDITOR', token: revoked })
    const id = (await listInvitations(database.db))[0]?.id ?? 0
    expect(await entriesOf(() => revokeInvitation(database.db, OPERATOR, id))).toEqual([
      { actor: 'operator', action: 'person.invitationRevoked', subject: 'invitation', data: { role: 'EDITOR' } },
    ])
    for (const token of [old, revoked, newToken()]) {
      const somebody = await newcomer('Wen Li', token)
      expect(await openLink(LinkPurpose.INVITATION, token)).toBeNull()
      expect(await refusalOf(join(database.db, by(somebody.id), somebody, token))).toBe('linkOver')
    }
    expect(await refusalOf(revokeInvitation(database.db, OPERATOR, id))).toBe('linkOver')
  })

  test('stays open to somebody who gave an address that another has, also when both come at once', async () => {
    const [first, second] = [newToken(), newToken()]
    for (const token of [first, second]) await invite(database.db, OPERATOR, { role: 'VIEWER', token })
    const one = await newcomer('One', first)
    const other = { ...(await newcomer('Other', second)), email: one.email }
    const outcomes = await outcomesOf([
      join(database.db, by(one.id), one, first),
      join(database.db, by(other.id), other, second),
    ])
    expect(outcomes.sort()).toEqual(['done', 'emailTaken'])
    expect(await listInvitations(database.db)).toHaveLength(1)
  })

  test('is no setup link and no password link', async () => {
    const token = newToken()
    await invite(database.db, OPERATOR, { role: 'ADMIN', token })
    expect(await openLink(LinkPurpose.SETUP, token)).toBeNull()
    expect(await refusalOf(resetPassword(database.db, OPERATOR, { token, passwordHash: 'x' }))).toBe('linkOver')
    const setup = { actor: 'setup', submission: null }
    expect(await refusalOf(createOwner(database.db, setup, await newcomer(), token))).toBe('linkOver')
  })
})

describe('a person', () => {
  test('is renamed, gets another role, is deactivated and comes back, each with one change', async () => {
    const admin = await joined('ADMIN')
    const { id } = await joined('VIEWER', 'Old Name')
    const [actor, subject] = [`user:${admin.id}`, `user:${id}`]
    const step = async (work: (seen: PersonRow) => Promise<unknown>) => {
      const seen = await now(id)
      return entriesOf(() => work(seen))
    }
    const acting = by(admin.id)
    expect(await step((seen) => rename(database.db, by(id), { ...seen, name: 'New Name' }))).toEqual([
      { actor: subject, action: 'person.renamed', subject, before: { name: 'Old Name' }, data: { name: 'New Name' } },
    ])
    expect(await step((seen) => changeRole(database.db, acting, { ...seen, role: 'EDITOR' }))).toEqual([
      { actor, action: 'person.roleChanged', subject, before: { role: 'VIEWER' }, data: { role: 'EDITOR' } },
    ])
    await signedIn(id)
    expect(await step((seen) => deactivate(database.db, acting, seen))).toEqual([
      { actor, action: 'person.deactivated', subject, data: null },
    ])
    expect(await now(id)).toMatchObject({ deactivatedAt: expect.any(String), sessions: 0, version: 4 })
    expect(await step((seen) => reactivate(database.db, acting, seen))).toEqual([
      { actor, action: 'person.reactivated', subject, data: null },
    ])
    expect(await now(id)).toMatchObject({ name: 'New Name', role: 'EDITOR', deactivatedAt: null, version: 5 })
    expect(await firstBreak(await listChanges(database.db))).toBeNull()
  })

  test('is left alone where nothing would change', async () => {
    const seen = await joined('VIEWER')
    const entries = await entriesOf(async () => {
      await rename(database.db, by(seen.id), { ...seen, name: seen.name })
      await changeRole(database.db, OPERATOR, { ...seen, role: seen.role })
      await reactivate(database.db, OPERATOR, seen)
    })
    expect(entries).toEqual([])
    expect(await now(seen.id)).toEqual(seen)
  })

  test('is not changed from an older version, and who tries is told what stands', async () => {
    const seen = await joined('VIEWER', 'Wen Li')
    await changeRole(database.db, OPERATOR, { ...seen, role: 'EDITOR' })
    const attempts = [
      () => changeRole(database.db, OPERATOR, { ...seen, role: 'ADMIN' }),
      () => deactivate(database.db, OPERATOR, seen),
      () => rename(database.db, OPERATOR, { ...seen, name: 'Other' }),
    ]
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({
        key: 'staleVersion',
        current: { name: 'Wen Li', role: 'EDITOR', isActive: true },
      })
    const { version } = await now(seen.id)
    const both = await outcomesOf(
      (['VIEWER', 'ADMIN'] as const).map((role) => changeRole(database.db, OPERATOR, { id: seen.id, version, role })),
    )
    expect(both.sort()).toEqual(['done', 'staleVersion'])
  })

  test('who is not there cannot be changed', async () => {
    const nobody = { id: 'nobody', version: 1 }
    expect(await refusalOf(rename(database.db, OPERATOR, { ...nobody, name: 'x' }))).toBe('noPerson')
    expect(await refusalOf(makePasswordLink(database.db, OPERATOR, { id: 'nobody', token: newToken() }))).toBe(
      'noPerson',
    )
  })
})

describe('the last administrator', () => {
  test('stays, whoever asks', async () => {
    const only = await joined('ADMIN')
    await joined('EDITOR')
    const gone = await joined('ADMIN')
    await deactivate(database.db, OPERATOR, gone)
    expect(await refusalOf(deactivate(database.db, by(only.id), only))).toBe('lastAdmin')
    for (const role of ['VIEWER', 'EDITOR'] as const)
      expect(await refusalOf(changeRole(database.db, by(only.id), { ...only, role }))).toBe('lastAdmin')
    expect(await now(only.id)).toEqual(only)
  })

  test('stays when two of them remove each other at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await joined('ADMIN'), await joined('ADMIN')]
      const outcomes = await outcomesOf([
        round % 2
          ? deactivate(database.db, by(one.id), other)
          : changeRole(database.db, by(one.id), { ...other, role: 'EDITOR' }),
        deactivate(database.db, by(other.id), one),
      ])
      expect(outcomes.sort()).toEqual(['done', 'lastAdmin'])
      const left = (await listPeople(database.db)).filter(
        ({ role, deactivatedAt }) => role === 'ADMIN' && !deactivatedAt,
      )
      expect(left).toHaveLength(1)
      await database.sql(`UPDATE "User" SET "deactivatedAt" = now()`)
    }
  })

  test('can be made again by the operator, from whatever somebody is', async () => {
    const somebody = await joined('VIEWER')
    await deactivate(database.db, OPERATOR, somebody)
    const subject = `user:${somebody.id}`
    const helped = await entriesOf(() => makeAdmin(database.db, OPERATOR, somebody.id))
    expect(helped).toEqual([
      { actor: 'operator', action: 'person.roleChanged', subject, before: { role: 'VIEWER' }, data: { role: 'ADMIN' } },
      { actor: 'operator', action: 'person.reactivated', subject, data: null },
    ])
    expect(await now(somebody.id)).toMatchObject({ role: 'ADMIN', deactivatedAt: null })
    expect(await entriesOf(() => makeAdmin(database.db, OPERATOR, somebody.id))).toEqual([])
  })
})

describe('somebody who may not invite any more', () => {
  test.each(['deactivate', 'changeRole'] as const)('leaves no link behind (%s)', async (how) => {
    await joined('ADMIN')
    const [admin, other] = [await joined('ADMIN'), await joined('VIEWER')]
    const [invitation, password, elsewhere] = [newToken(), newToken(), newToken()]
    await invite(database.db, by(admin.id), { role: 'ADMIN', token: invitation })
    await makePasswordLink(database.db, by(admin.id), { id: other.id, token: password })
    await makePasswordLink(database.db, OPERATOR, { id: other.id, token: elsewhere })
    const entries = await entriesOf(() =>
      how === 'deactivate'
        ? deactivate(database.db, OPERATOR, admin)
        : changeRole(database.db, OPERATOR, { ...admin, role: 'EDITOR' }),
    )
    expect(entries.map(({ action }) => action).sort()).toEqual(
      [
        how === 'deactivate' ? 'person.deactivated' : 'person.roleChanged',
        'person.invitationRevoked',
        'person.passwordLinkRevoked',
      ].sort(),
    )
    expect(await openLink(LinkPurpose.INVITATION, invitation)).toBeNull()
    expect(await openLink(LinkPurpose.PASSWORD, password)).toBeNull()
    expect(await openLink(LinkPurpose.PASSWORD, elsewhere)).toMatchObject({ name: other.name })
  })
})

describe('a new password', () => {
  test('by a link ends every session, and every other link to one', async () => {
    const { id } = await joined('EDITOR')
    const [token, other] = [newToken(), newToken()]
    const subject = `user:${id}`
    expect(await entriesOf(() => makePasswordLink(database.db, OPERATOR, { id, token }))).toEqual([
      { actor: 'operator', action: 'person.passwordLinkMade', subject, data: null },
    ])
    await makePasswordLink(database.db, OPERATOR, { id, token: other })
    await signedIn(id)
    const reset = await entriesOf(() => resetPassword(database.db, by(id), { token, passwordHash: 'new' }))
    expect(reset).toEqual([
      { actor: subject, action: 'person.passwordReset', subject, data: null },
      { actor: subject, action: 'person.passwordLinkRevoked', subject, data: null },
    ])
    expect(await listSessions(database.db, id)).toEqual([])
    expect(await findPasswordHash(database.db, id)).toBe('new')
    for (const used of [token, other])
      expect(await refusalOf(resetPassword(database.db, by(id), { token: used, passwordHash: 'x' }))).toBe('linkOver')
  })

  test('is set by a link once, and not after a day, nor by somebody deactivated', async () => {
    const person = await joined('EDITOR')
    const link = async () => {
      const token = newToken()
      await makePasswordLink(database.db, OPERATOR, { id: person.id, token })
      return token
    }
    const reset = (token: string, n = 0) => resetPassword(database.db, by(person.id), { token, passwordHash: `n${n}` })
    const token = await link()
    const outcomes = await outcomesOf([1, 2, 3].map((n) => reset(token, n)))
    expect(outcomes.sort()).toEqual(['done', 'linkOver', 'linkOver'])
    const old = await link()
    await passHours(24)
    expect(await refusalOf(reset(old))).toBe('linkOver')
    const late = await link()
    await deactivate(database.db, OPERATOR, await now(person.id))
    expect(await openLink(LinkPurpose.PASSWORD, late)).toBeNull()
    expect(await refusalOf(reset(late))).toBe('linkOver')
    expect(await refusalOf(link())).toBe('personDeactivated')
  })

  test('of one’s own ends the other sessions', async () => {
    const { id } = await joined('EDITOR')
    const [session] = [await signedIn(id), await signedIn(id)]
    const subject = `user:${id}`
    const entries = await entriesOf(() => changePassword(database.db, by(id), { id, passwordHash: 'new', session }))
    expect(entries).toEqual([{ actor: subject, action: 'person.passwordChanged', subject, data: null }])
    expect((await listSessions(database.db, id)).map((one) => one.id)).toEqual([session])
  })
})

describe('sessions', () => {
  test('end one by one, but one, or all, and only one’s own', async () => {
    const { id } = await joined('EDITOR')
    const other = await joined('EDITOR')
    const [a, b, c] = [await signedIn(id), await signedIn(id), await signedIn(id)]
    const theirs = await signedIn(other.id)
    const subject = `user:${id}`
    const ended = (sessions: number) => [
      { actor: subject, action: 'person.sessionsEnded', subject, data: { sessions } },
    ]
    const end = (which: object) => entriesOf(() => endSessions(database.db, by(id), { userId: id, ...which }))
    expect(await refusalOf(endSessions(database.db, by(id), { userId: id, only: theirs }))).toBe('noSession')
    expect(await end({ only: a })).toEqual(ended(1))
    expect(await refusalOf(endSessions(database.db, by(id), { userId: id, only: a }))).toBe('noSession')
    await signedIn(id)
    expect(await end({ except: b })).toEqual(ended(2))
    expect(c).not.toBe(b)
    expect(await end({})).toEqual(ended(1))
    expect(await end({})).toEqual([])
    expect(await listSessions(database.db, other.id)).toHaveLength(1)
  })

  test('in use are noted once in a few minutes, without a trace in the record', async () => {
    const { id } = await joined('EDITOR')
    const session = { id: await signedIn(id), updatedAt: new Date() }
    const entries = await entriesOf(async () => {
      await noteSeen(database.db, session, new Date(session.updatedAt.getTime() + 60_000))
      expect((await now(id)).lastSeenAt).toBeNull()
      await noteSeen(database.db, session, new Date(session.updatedAt.getTime() + 600_000))
    })
    expect((await now(id)).lastSeenAt).toBe(new Date(session.updatedAt.getTime() + 600_000).toISOString())
    expect(entries).toEqual([])
  })
})

test('the record and the keys of forms never hold an address, a token or a hash of a password', async () => {
  const rows = await database.sql(
    `SELECT entry::text AS text FROM "Change" UNION ALL SELECT result::text FROM "Submission"`,
  )
  expect(rows.length).toBeGreaterThan(20)
  for (const { text } of rows) expect(text).not.toMatch(/@|hash-|token/i)
})

/** Lets links grow older, and the database forget nothing. */
const passHours = (hours: number) =>
  database.sql(`UPDATE "AccessLink" SET "expiresAt" = "expiresAt" - make_interval(hours => $1::int)`, [hours])
