import { describe, expect, test } from 'vitest'
import { hashOfEmail, LinkPurpose, type PersonRow } from '@/lib/account'
import { makePasswordLink, makeSetupLink } from '@/lib/db/access-links/write'
import { createOwner } from '@/lib/db/people/join'
import { findPasswordHash, listPeople } from '@/lib/db/people/read'
import { changeRole, deactivate, makeAdmin, reactivate, rename } from '@/lib/db/people/write'
import { firstBreak, listChanges } from '@/tests/support/chain'
import { ownDatabase } from '@/tests/support/database'
import { by, newToken, OPERATOR, outcomesOf, peopleIn, refusalOf } from '@/tests/support/joining'

const database = ownDatabase()
const { newcomer, joined, now, openLink, signedIn, entriesOf, passHours, holdNoSecrets } = peopleIn(database)

describe('the first person', () => {
  test('is an administrator, made by a link that then is used up', async () => {
    const token = newToken()
    expect(await entriesOf(() => makeSetupLink(database.db, token))).toEqual([
      { actor: 'setup', action: 'setup.linkMade', subject: 'setup', data: expect.objectContaining({ link: 1 }) },
    ])
    expect(await openLink(LinkPurpose.SETUP, token)).toMatchObject({ role: null })
    const owner = await newcomer('王芳')
    expect(await entriesOf(() => createOwner(database.db, { actor: 'setup', submission: null }, owner, token))).toEqual(
      [
        {
          actor: 'setup',
          action: 'person.created',
          subject: `user:${owner.id}`,
          data: { name: '王芳', role: 'ADMIN', emailHash: await hashOfEmail(owner), link: 1 },
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
  test('stays, no matter who asks', async () => {
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

holdNoSecrets()
