import { describe, expect, test } from 'vitest'
import { LinkPurpose } from '@/lib/account'
import { makePasswordLink } from '@/lib/db/access-links/write'
import { changePassword, resetPassword } from '@/lib/db/people/password'
import { findPasswordHash } from '@/lib/db/people/read'
import { deactivate } from '@/lib/db/people/write'
import { listSessions } from '@/lib/db/sessions/read'
import { endSessions, noteSeen } from '@/lib/db/sessions/write'
import { ownDatabase } from '@/tests/support/database'
import { by, newToken, OPERATOR, outcomesOf, peopleIn, refusalOf } from '@/tests/support/joining'

const database = ownDatabase()
const { joined, now, openLink, signedIn, entriesOf, passHours, holdNoSecrets } = peopleIn(database)

describe('a new password', () => {
  test('by a link ends every session, and every other link to one', async () => {
    const { id } = await joined('EDITOR')
    const [token, other] = [newToken(), newToken()]
    const subject = `user:${id}`
    expect(await entriesOf(() => makePasswordLink(database.db, OPERATOR, { id, token }))).toEqual([
      {
        actor: 'operator',
        action: 'person.passwordLinkMade',
        subject,
        data: expect.objectContaining({ link: expect.any(Number) }),
      },
    ])
    await makePasswordLink(database.db, OPERATOR, { id, token: other })
    await signedIn(id)
    const reset = await entriesOf(() => resetPassword(database.db, by(id), { token, passwordHash: 'new' }))
    expect(reset).toEqual([
      { actor: subject, action: 'person.passwordReset', subject, data: { link: expect.any(Number) } },
      { actor: subject, action: 'person.passwordLinkRevoked', subject, data: { link: expect.any(Number) } },
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

holdNoSecrets()
