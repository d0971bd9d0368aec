import { describe, expect, test } from 'vitest'
import type { PersonRow, Role } from '@/lib/account'
import { listInvitations } from '@/lib/db/access-links/read'
import { invite, makePasswordLink, revokeInvitation } from '@/lib/db/access-links/write'
import { join } from '@/lib/db/people/join'
import { changePassword, resetPassword } from '@/lib/db/people/password'
import { findPasswordHash, listPeople } from '@/lib/db/people/read'
import { changeRole, deactivate } from '@/lib/db/people/write'
import { markReviewed } from '@/lib/db/plans/write'
import { listSessions } from '@/lib/db/sessions/read'
import { confirmSignIn, endSessions } from '@/lib/db/sessions/write'
import type { Author } from '@/lib/db/write'
import { AppError } from '@/lib/error'
import { TODAY } from '@/tests/support/build'
import { ownDatabase } from '@/tests/support/database'
import { FULL } from '@/tests/support/full'
import { interleaved } from '@/tests/support/interleaving'
import { by, newToken, peopleIn } from '@/tests/support/joining'

const database = ownDatabase({ seeded: true })
const { newcomer, joined, now, openLink, signedIn } = peopleIn(database)

/** Somebody who is signed in, and what they write as where that needs a role. */
type Acting = PersonRow & { session: string; as: (needs: Role) => Author }

async function acting(role: Role): Promise<Acting> {
  const person = await joined(role)
  const session = await signedIn(person.id)
  return { ...person, session, as: (needs) => ({ ...by(person.id), acting: { needs, session } }) }
}

type Step = () => Promise<unknown>
type Race = { steps: [Step, Step]; ends: [string, string]; after?: () => Promise<void> }

/** Who and what the races are about, made for each of them. */
async function scene() {
  const [one, other, editor, viewer] = [
    await acting('ADMIN'),
    await acting('ADMIN'),
    await acting('EDITOR'),
    await acting('VIEWER'),
  ]
  const token = newToken()
  const { db } = database
  return {
    ...{ one, other, editor, viewer, token },
    demote: (whom: PersonRow, by: Acting) => () => changeRole(db, by.as('ADMIN'), { ...whom, role: 'EDITOR' }),
    promote: (whom: PersonRow, by: Acting) => () => changeRole(db, by.as('ADMIN'), { ...whom, role: 'ADMIN' }),
    deactivate: (whom: PersonRow, by: Acting) => () => deactivate(db, by.as('ADMIN'), whom),
    invite: (by: Acting) => () => invite(db, by.as('ADMIN'), { role: 'ADMIN', token }),
    linkTo: (whom: PersonRow, by: Acting) => () => makePasswordLink(db, by.as('ADMIN'), { id: whom.id, token }),
    revoke: (by: Acting) => async () => revokeInvitation(db, by.as('ADMIN'), (await listInvitations(db))[0]?.id ?? 0),
    join: () => async () => {
      const somebody = await newcomer('Newcomer', token)
      return join(db, by(somebody.id), somebody, token)
    },
    reset: (whom: PersonRow) => () => resetPassword(db, by(whom.id), { token, passwordHash: 'by link' }),
    change:
      (who: Acting, session = who.session) =>
      () => {
        const author = { ...by(who.id), acting: { needs: 'VIEWER' as const, session } }
        return changePassword(db, author, { id: who.id, passwordHash: 'changed', session })
      },
    endSessions: (of: PersonRow, by: Acting) => () => endSessions(db, by.as('ADMIN'), { userId: of.id }),
    review: (who: Acting) => () =>
      markReviewed(db, { ref: 'SF-04', reviewedOn: '2026-01-04' }, who.as('EDITOR'), TODAY),
    /** The end of a sign-in whose password was checked before. */
    signIn: (who: PersonRow) => async () => {
      const passwordHash = (await findPasswordHash(db, who.id)) ?? ''
      const token = await signedIn(who.id)
      if (!(await confirmSignIn(db, { token, userId: who.id, passwordHash, places: [] }, new Date())))
        throw new AppError('UNAUTHENTICATED', 'signInRefused')
    },
  }
}
type Scene = Awaited<ReturnType<typeof scene>>

const noInvitation = async () => expect(await listInvitations(database.db)).toEqual([])
const roleOf = async ({ id }: PersonRow) => (await now(id)).role
const activeAdmins = async () =>
  (await listPeople(database.db)).filter(({ role, deactivatedAt }) => role === 'ADMIN' && !deactivatedAt).length

/** Each of two writes at once: the first has not committed when the second begins. */
const RACES: Record<string, (scene: Scene) => Race | Promise<Race>> = {
  'a demotion, and an invitation by whom it is about': (s) => ({
    steps: [s.demote(s.one, s.other), s.invite(s.one)],
    ends: ['done', 'forbidden'],
    after: noInvitation,
  }),
  'an invitation, and the demotion of whoever makes it': (s) => ({
    steps: [s.invite(s.one), s.demote(s.one, s.other)],
    ends: ['done', 'done'],
    after: noInvitation,
  }),
  'a demotion, and a promotion by whom it is about': (s) => ({
    steps: [s.demote(s.one, s.other), s.promote(s.viewer, s.one)],
    ends: ['done', 'forbidden'],
    after: async () => expect(await roleOf(s.viewer)).toBe('VIEWER'),
  }),
  'two demotions of each other': (s) => ({
    steps: [s.demote(s.one, s.other), s.demote(s.other, s.one)],
    ends: ['done', 'forbidden'],
    after: async () => expect(await activeAdmins()).toBe(1),
  }),
  'two deactivations of each other': (s) => ({
    steps: [s.deactivate(s.one, s.other), s.deactivate(s.other, s.one)],
    ends: ['done', 'signedOut'],
    after: async () => expect(await activeAdmins()).toBe(1),
  }),
  'a deactivation, and an invitation by whom it is about': (s) => ({
    steps: [s.deactivate(s.one, s.other), s.invite(s.one)],
    ends: ['done', 'signedOut'],
    after: noInvitation,
  }),
  'a link to a password, and the deactivation of whoever makes it': (s) => ({
    steps: [s.linkTo(s.viewer, s.one), s.deactivate(s.one, s.other)],
    ends: ['done', 'done'],
    after: async () => expect(await openLink('PASSWORD', s.token)).toBeNull(),
  }),
  'a link to a password, and the deactivation of whom it is for': (s) => ({
    steps: [s.linkTo(s.viewer, s.one), s.deactivate(s.viewer, s.other)],
    ends: ['done', 'done'],
    after: async () => expect(await openLink('PASSWORD', s.token)).toBeNull(),
  }),
  'a deactivation, and somebody who joins by a link of theirs': async (s) => {
    await s.invite(s.one)()
    return { steps: [s.deactivate(s.one, s.other), s.join()], ends: ['done', 'linkOver'] }
  },
  'somebody who joins, and the deactivation of whoever invited them': async (s) => {
    await s.invite(s.one)()
    return { steps: [s.join(), s.deactivate(s.one, s.other)], ends: ['done', 'done'] }
  },
  'a link revoked, and somebody who joins by it': async (s) => {
    await s.invite(s.one)()
    return { steps: [s.revoke(s.other), s.join()], ends: ['done', 'linkOver'] }
  },
  'somebody who joins, and their link revoked': async (s) => {
    await s.invite(s.one)()
    return { steps: [s.join(), s.revoke(s.other)], ends: ['done', 'linkOver'] }
  },
  'a password set by a link, and another by its owner': async (s) => {
    await s.linkTo(s.viewer, s.one)()
    return {
      steps: [s.reset(s.viewer), s.change(s.viewer)],
      ends: ['done', 'signedOut'],
      after: async () => expect(await findPasswordHash(database.db, s.viewer.id)).toBe('by link'),
    }
  },
  'a password changed by its owner, and another set by a link': async (s) => {
    await s.linkTo(s.viewer, s.one)()
    return {
      steps: [s.change(s.viewer), s.reset(s.viewer)],
      ends: ['done', 'linkOver'],
      after: async () => expect(await findPasswordHash(database.db, s.viewer.id)).toBe('changed'),
    }
  },
  'a password changed in two sessions': async (s) => ({
    steps: [s.change(s.viewer), s.change(s.viewer, await signedIn(s.viewer.id))],
    ends: ['done', 'signedOut'],
  }),
  'a password set by a link, and a session opened with the old one': async (s) => {
    await s.linkTo(s.viewer, s.one)()
    return {
      steps: [s.reset(s.viewer), s.signIn(s.viewer)],
      ends: ['done', 'signInRefused'],
      after: async () => expect(await listSessions(database.db, s.viewer.id)).toEqual([]),
    }
  },
  'a password changed, and a session opened with the old one': (s) => ({
    steps: [s.change(s.viewer), s.signIn(s.viewer)],
    ends: ['done', 'signInRefused'],
    after: async () =>
      expect((await listSessions(database.db, s.viewer.id)).map(({ id }) => id)).toEqual([s.viewer.session]),
  }),
  'a deactivation, and a session opened': (s) => ({
    steps: [s.deactivate(s.viewer, s.one), s.signIn(s.viewer)],
    ends: ['done', 'signInRefused'],
    after: async () => expect(await listSessions(database.db, s.viewer.id)).toEqual([]),
  }),
  'a demotion, and what an editor writes': (s) => ({
    steps: [() => changeRole(database.db, s.one.as('ADMIN'), { ...s.editor, role: 'VIEWER' }), s.review(s.editor)],
    ends: ['done', 'forbidden'],
  }),
  'a deactivation, and what an editor writes': (s) => ({
    steps: [s.deactivate(s.editor, s.one), s.review(s.editor)],
    ends: ['done', 'signedOut'],
  }),
  'sessions that are ended, and what is written in one of them': (s) => ({
    steps: [s.endSessions(s.editor, s.one), s.review(s.editor)],
    ends: ['done', 'signedOut'],
  }),
}

/** Each race is run so many times; its order is forced, so that once tells. */
const ROUNDS = FULL ? 8 : 1

describe('of two writes at once', () => {
  test.each(Object.entries(RACES))('%s', async (_, raceOf) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { steps, ends, after } = await raceOf(await scene())
      expect(await interleaved(database, ...steps)).toEqual(ends)
      await after?.()
      await database.sql(`UPDATE "User" SET "deactivatedAt" = now(); DELETE FROM "Session"`)
      await database.sql(`UPDATE "AccessLink" SET "revokedAt" = now() WHERE "usedAt" IS NULL`)
      await database.sql(`UPDATE "Commitment" SET "reviewedOn" = NULL`)
    }
  })

  test('none waits for the other in a circle, however many there are', async () => {
    const s = await scene()
    const steps = Array.from({ length: 3 }, () => [
      s.demote(s.one, s.other),
      s.demote(s.other, s.one),
      s.review(s.editor),
      s.deactivate(s.editor, s.one),
      () => invite(database.db, s.one.as('ADMIN'), { role: 'ADMIN', token: newToken() }),
      s.signIn(s.viewer),
      s.change(s.viewer),
    ]).flat()
    const errors: string[] = []
    await Promise.all(steps.map((step) => step().catch((error) => errors.push(String(error.key ?? error)))))
    expect(errors.filter((error) => /deadlock|40P01/i.test(error))).toEqual([])
    expect(await activeAdmins()).toBe(1)
  })
})
