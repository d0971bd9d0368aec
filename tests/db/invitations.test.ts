import { describe, expect, test } from 'vitest'
import { hashOfToken } from '@/lib/access-link'
import { hashOfEmail, LinkPurpose } from '@/lib/account'
import { listInvitations } from '@/lib/db/access-links/read'
import { invite, makePasswordLink, revokeInvitation } from '@/lib/db/access-links/write'
import { createOwner, join } from '@/lib/db/people/join'
import { resetPassword } from '@/lib/db/people/password'
import { listPeople } from '@/lib/db/people/read'
import { changeRole, deactivate } from '@/lib/db/people/write'
import { ownDatabase } from '@/tests/support/database'
import { by, newToken, OPERATOR, outcomesOf, peopleIn, refusalOf } from '@/tests/support/joining'

const database = ownDatabase()
const { newcomer, joined, now, openLink, entriesOf, passHours, holdNoSecrets } = peopleIn(database)

describe('an invitation', () => {
  test('keeps only the hash of its token, and gives the role it was made for', async () => {
    const admin = await joined('ADMIN')
    const token = newToken()
    const entries = await entriesOf(() => invite(database.db, by(admin.id), { role: 'EDITOR', token }))
    expect(entries).toEqual([
      {
        actor: `user:${admin.id}`,
        action: 'person.invited',
        subject: 'invitation',
        data: {
          role: 'EDITOR',
          link: expect.any(Number),
          linkHash: await hashOfToken(token),
          expiresAt: expect.stringMatching(/Z$/),
        },
      },
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
        data: { name: 'Wen Li', role: 'EDITOR', emailHash: await hashOfEmail(somebody), link: expect.any(Number) },
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
      {
        actor: 'operator',
        action: 'person.invitationRevoked',
        subject: 'invitation',
        data: expect.objectContaining({ role: 'EDITOR' }),
      },
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

holdNoSecrets()
