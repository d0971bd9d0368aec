import { personIdFrom, tokenFrom } from '@/lib/access-link'
import type { Role } from '@/lib/account'
import { invite, listInvitations, makePasswordLink, makeSetupLink, revokeInvitation } from '@/lib/db/access-links'
import { type NewAssessment, recordAssessment } from '@/lib/db/assess'
import { findCommitment } from '@/lib/db/commitments'
import { correctFollowUp, recordFollowUp, withdrawFollowUp } from '@/lib/db/follow-up-writes'
import { importAgreement } from '@/lib/db/import'
import * as people from '@/lib/db/people'
import { endSessions } from '@/lib/db/sessions'
import { undo } from '@/lib/db/undo'
import type { Author } from '@/lib/db/write'
import { contentOf } from '@/lib/follow-up'
import { parseAgreement } from '@/lib/import'
import type { PrismaClient } from '@/prisma/generated/client'
import { aFollowUp, anAgreement, TODAY } from './build'

/** A write that is ready to be made: whatever it needs is there. */
export type Prepared = {
  /** The version of the item that it is given; null where it takes none. */
  version: number | null
  run: (author: Author, version?: number) => Promise<unknown>
}

type Preparing = (db: PrismaClient) => Promise<Prepared>

/** How to call a write: what it is `given`, for which the database is made ready, and the call itself. */
const entry =
  <Input extends object>(
    given: (db: PrismaClient) => Promise<Input>,
    call: (db: PrismaClient, author: Author, input: Input) => Promise<unknown>,
  ): Preparing =>
  async (db) => {
    const input = await given(db)
    return {
      version: 'version' in input ? Number(input.version) : null,
      run: (author, version) => call(db, author, version === undefined ? input : { ...input, version }),
    }
  }

const OPERATOR: Author = { actor: 'operator', submission: null }
const newToken = () => tokenFrom(crypto.getRandomValues(new Uint8Array(32)))
const newKey = () => crypto.randomUUID()

async function newcomer(token = newToken()): Promise<people.Newcomer & { token: string }> {
  const id = await personIdFrom(token)
  return { id, name: 'Wen Li', email: `${id}@example.org`, passwordHash: 'a hash', token }
}

/** Somebody who joined with a role; with a first administrator beside them, so that they are not the last. */
async function joined(db: PrismaClient, role: Role): Promise<people.Seen> {
  for (const each of ['ADMIN', role] as const) {
    const token = newToken()
    await invite(db, OPERATOR, { role: each, token })
    const somebody = await newcomer(token)
    await people.join(db, OPERATOR, somebody, token)
    if (each === role) return { id: somebody.id, version: 1 }
  }
  throw new Error('nobody joined')
}

/** An administrator besides another, with an open invitation, an open link to a password, and a session. */
async function administrator(db: PrismaClient): Promise<people.Seen> {
  await joined(db, 'ADMIN')
  const admin = await joined(db, 'ADMIN')
  const author = { actor: `user:${admin.id}`, submission: null }
  await invite(db, author, { role: 'EDITOR', token: newToken() })
  await makePasswordLink(db, OPERATOR, { id: admin.id, token: newToken() })
  await aSession(db, admin.id)
  return admin
}

async function aSession(db: PrismaClient, userId: string): Promise<string> {
  const expiresAt = new Date(`${Number(TODAY.slice(0, 4)) + 100}-01-01`)
  return (await db.session.create({ data: { id: newKey(), userId, token: newKey(), expiresAt } })).id
}

/** A judgement of SF-04, a mechanism with follow-ups, that says something new. */
async function judgement(db: PrismaClient, parts: Partial<NewAssessment> = {}): Promise<NewAssessment> {
  const found = await findCommitment(db, 'SF-04', TODAY, TODAY)
  if (!found) throw new Error('no SF-04')
  return {
    ...{ ref: found.ref, version: found.version, status: 'UNDERWAY', condition: 'ACTIVE', progress: 55 },
    ...{ confidence: undefined, effectiveOn: '2026-01-05', supersedesId: null, supersededBy: null, reason: null },
    ...{ rationaleZh: null, rationaleEn: 'The two sides met again.', newEvidence: [] },
    evidence: found.followUpList.filter(({ relation }) => relation === 'DIRECT').map(({ key }) => key),
    ...parts,
  }
}

const withEvidence = (db: PrismaClient) => {
  const draft = contentOf(aFollowUp({ occurredOn: '2026-01-05' }))
  return judgement(db, { newEvidence: [draft, { ...draft, effect: 'REPORTED' }] })
}

async function correction(db: PrismaClient): Promise<NewAssessment> {
  const { assessment } = await recordAssessment(db, await judgement(db), OPERATOR, TODAY)
  return judgement(db, { supersedesId: assessment, reason: 'It was a day earlier.', effectiveOn: '2026-01-04' })
}

/** A follow-up that SF-04 does not have yet. */
async function addition(db: PrismaClient) {
  const { ref, version } = await judgement(db)
  return { ref, version, draft: contentOf(aFollowUp({ occurredOn: '2026-01-06' })) }
}

/** A change of one that it has. */
async function change(db: PrismaClient) {
  const { ref, version, evidence } = await judgement(db)
  return { ref, version, key: evidence[0] ?? '', reason: 'It was misread.', corrected: { noteEn: 'By telephone.' } }
}

/** A form that somebody has just sent, and who it was. */
async function sent(write: (author: Author) => Promise<unknown>): Promise<{ undoes: string; actor: string }> {
  const author = { actor: 'user:editor', submission: newKey() }
  await write(author)
  return { undoes: author.submission, actor: author.actor }
}

const undoing = (given: (db: PrismaClient) => Promise<{ undoes: string; actor: string }>) =>
  entry(given, (db, { submission }, { undoes, actor }) => undo(db, undoes, { actor, submission }, TODAY))

/**
 * Every write of lib/db, by the name of its function; after a comma, which way of it. tests/db/writes.test.ts finds
 * them in the source, and fails on one that is missing here.
 */
export const WRITES: Record<string, Preparing> = {
  importAgreement: entry(
    async () => ({ agreement: parseAgreement(anAgreement(), TODAY) }),
    (db, { actor }, { agreement }) => importAgreement(db, agreement, { actor, today: TODAY }),
  ),

  recordAssessment: entry(judgement, (db, author, input) => recordAssessment(db, input, author, TODAY)),
  'recordAssessment, with new evidence': entry(withEvidence, (db, author, input) =>
    recordAssessment(db, input, author, TODAY),
  ),
  'recordAssessment, as a correction': entry(correction, (db, author, input) =>
    recordAssessment(db, input, author, TODAY),
  ),
  'undo, of an assessment with new evidence': undoing(async (db) => {
    const input = await withEvidence(db)
    return sent((author) => recordAssessment(db, input, author, TODAY))
  }),
  'undo, of a correction': undoing(async (db) => {
    const input = await correction(db)
    return sent((author) => recordAssessment(db, input, author, TODAY))
  }),

  recordFollowUp: entry(addition, (db, author, input) => recordFollowUp(db, input, author, TODAY)),
  correctFollowUp: entry(change, (db, author, input) => correctFollowUp(db, input, author, TODAY)),
  withdrawFollowUp: entry(change, (db, author, input) => withdrawFollowUp(db, input, author, TODAY)),
  'undo, of a follow-up': undoing(async (db) => {
    const input = await addition(db)
    return sent((author) => recordFollowUp(db, input, author, TODAY))
  }),
  'undo, of a corrected follow-up': undoing(async (db) => {
    const input = await change(db)
    return sent((author) => correctFollowUp(db, input, author, TODAY))
  }),
  'undo, of a withdrawn follow-up': undoing(async (db) => {
    const input = await change(db)
    return sent((author) => withdrawFollowUp(db, input, author, TODAY))
  }),

  makeSetupLink: entry(
    async (db) => {
      await makeSetupLink(db, newToken())
      return { token: newToken() }
    },
    (db, _, { token }) => makeSetupLink(db, token),
  ),
  createOwner: entry(
    async (db) => {
      const owner = await newcomer()
      await makeSetupLink(db, owner.token)
      return owner
    },
    (db, author, { token, ...owner }) => people.createOwner(db, author, owner, token),
  ),
  invite: entry(
    async () => ({ role: 'EDITOR' as const, token: newToken() }),
    (db, author, input) => invite(db, author, input),
  ),
  revokeInvitation: entry(
    async (db) => {
      await invite(db, OPERATOR, { role: 'EDITOR', token: newToken() })
      return { id: (await listInvitations(db))[0]?.id ?? 0 }
    },
    (db, author, { id }) => revokeInvitation(db, author, id),
  ),
  join: entry(
    async (db) => {
      const somebody = await newcomer()
      await invite(db, OPERATOR, { role: 'EDITOR', token: somebody.token })
      return somebody
    },
    (db, author, { token, ...somebody }) => people.join(db, author, somebody, token),
  ),
  rename: entry(
    async (db) => ({ ...(await joined(db, 'EDITOR')), name: '王芳' }),
    (db, author, input) => people.rename(db, author, input),
  ),
  changeRole: entry(
    async (db) => ({ ...(await administrator(db)), role: 'VIEWER' as const }),
    (db, author, input) => people.changeRole(db, author, input),
  ),
  deactivate: entry(administrator, (db, author, input) => people.deactivate(db, author, input)),
  reactivate: entry(
    async (db) => {
      const seen = await joined(db, 'EDITOR')
      await people.deactivate(db, OPERATOR, seen)
      return { ...seen, version: 2 }
    },
    (db, author, input) => people.reactivate(db, author, input),
  ),
  makeAdmin: entry(
    async (db) => {
      const seen = await joined(db, 'VIEWER')
      await people.deactivate(db, OPERATOR, seen)
      return { id: seen.id }
    },
    (db, author, { id }) => people.makeAdmin(db, author, id),
  ),
  makePasswordLink: entry(
    async (db) => ({ id: (await joined(db, 'EDITOR')).id, token: newToken() }),
    (db, author, input) => makePasswordLink(db, author, input),
  ),
  changePassword: entry(
    async (db) => {
      const { id } = await administrator(db)
      return { id, passwordHash: 'another hash', session: await aSession(db, id) }
    },
    (db, author, input) => people.changePassword(db, author, input),
  ),
  resetPassword: entry(
    async (db) => {
      const { id } = await administrator(db)
      const token = newToken()
      await makePasswordLink(db, OPERATOR, { id, token })
      return { token, passwordHash: 'another hash' }
    },
    (db, author, input) => people.resetPassword(db, author, input),
  ),
  endSessions: entry(
    async (db) => {
      const { id: userId } = await joined(db, 'EDITOR')
      await aSession(db, userId)
      return { userId }
    },
    (db, author, input) => endSessions(db, author, input),
  ),
}

/** Makes every write that can be made one after the other, so that all of them are on record. */
export async function recorded(db: PrismaClient): Promise<void> {
  const author = { actor: 'user:author', submission: null }
  for (const [name, prepare] of Object.entries(WRITES)) {
    // The first person can be made only where there is none.
    if (name !== 'createOwner' && name !== 'makeSetupLink')
      await (await prepare(db)).run({ ...author, submission: newKey() })
  }
}
