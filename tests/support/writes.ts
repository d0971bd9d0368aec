import { personIdFrom, tokenFrom } from '@/lib/access-link'
import type { Role } from '@/lib/account'
import { listInvitations } from '@/lib/db/access-links/read'
import { invite, makePasswordLink, makeSetupLink, revokeInvitation } from '@/lib/db/access-links/write'
import { importAgreement } from '@/lib/db/agreements/write'
import { type NewAssessment, recordAssessment } from '@/lib/db/assessments/write'
import { findCommitment } from '@/lib/db/commitments/read'
import { suggestRef } from '@/lib/db/commitments/refs'
import { createCommitment, retitle, withdrawCommitment } from '@/lib/db/commitments/write'
import { correctFollowUp, recordFollowUp, withdrawFollowUp } from '@/lib/db/follow-ups/write'
import { createOwner, join, type Newcomer } from '@/lib/db/people/join'
import { changePassword, resetPassword } from '@/lib/db/people/password'
import { changeRole, deactivate, makeAdmin, reactivate, rename, type Seen } from '@/lib/db/people/write'
import { listPlans } from '@/lib/db/plans/read'
import { changePlan, markReviewed } from '@/lib/db/plans/write'
import { recordRefusedCalls } from '@/lib/db/refused-calls/write'
import { endSessions } from '@/lib/db/sessions/write'
import { undo } from '@/lib/db/undo'
import type { Author } from '@/lib/db/write'
import { contentOf } from '@/lib/follow-up'
import { parseAgreement } from '@/lib/import'
import { pick } from '@/lib/pick'
import { PLAN_FIELDS } from '@/lib/plan'
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

async function newcomer(token = newToken()): Promise<Newcomer & { token: string }> {
  const id = await personIdFrom(token)
  return { id, name: 'Wen Li', email: `${id}@example.org`, passwordHash: 'a hash', token }
}

/** Somebody who joined with a role; with a first administrator beside them, so that they are not the last. */
async function joined(db: PrismaClient, role: Role): Promise<Seen> {
  for (const each of ['ADMIN', role] as const) {
    const token = newToken()
    await invite(db, OPERATOR, { role: each, token })
    const somebody = await newcomer(token)
    await join(db, OPERATOR, somebody, token)
    if (each === role) return { id: somebody.id, version: 1 }
  }
  throw new Error('nobody joined')
}

/** A second administrator, with an open invitation, an open link to a password, and a session. */
async function administrator(db: PrismaClient): Promise<Seen> {
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
  const found = await findCommitment(db, 'SF-04', TODAY)
  if (!found) throw new Error('no SF-04')
  return {
    ref: found.ref,
    version: found.version,
    status: 'UNDERWAY',
    condition: 'ACTIVE',
    progress: 55,
    confidence: undefined,
    effectiveOn: '2026-01-05',
    supersedesId: null,
    supersededBy: null,
    reason: null,
    rationaleZh: null,
    rationaleEn: 'The two sides met again.',
    newEvidence: [],
    evidence: found.followUpList.filter(({ relation }) => relation === 'DIRECT').map(({ key }) => key),
    ...parts,
  }
}

const withEvidence = (db: PrismaClient) => {
  const draft = contentOf(aFollowUp({ occurredOn: '2026-01-05' }))
  return judgement(db, { newEvidence: [draft, { ...draft, effect: 'REPORTED' }] })
}

async function correction(db: PrismaClient): Promise<NewAssessment> {
  const { result } = await recordAssessment(db, await judgement(db), OPERATOR, TODAY)
  return judgement(db, { supersedesId: result.assessment, reason: 'It was a day earlier.', effectiveOn: '2026-01-04' })
}

async function newFollowUp(db: PrismaClient) {
  const { ref, version } = await judgement(db)
  return { ref, version, draft: contentOf(aFollowUp({ occurredOn: '2026-01-05' })) }
}

/** One of its follow-ups, to be changed. */
async function aChange(db: PrismaClient) {
  const { ref, version, evidence } = await judgement(db)
  return { ref, version, key: evidence[0] ?? '', reason: 'The page gives another day.' }
}

const correctedFollowUp = async (db: PrismaClient) => ({
  ...(await aChange(db)),
  corrected: { summaryEn: 'The two sides met on another day.' },
})

/** The desk's plan for SF-04, as somebody changes it who has just opened it. */
async function planned(db: PrismaClient) {
  const fields = (await listPlans(db, ['SF-04'])).get('SF-04')
  if (!fields) throw new Error('no SF-04')
  const base = pick(fields, PLAN_FIELDS)
  return { ref: 'SF-04', base, yours: { ...base, plannedStepEn: `Ask for a date, ${newKey()}.` } }
}

const reviewed = async (_: PrismaClient, reviewedOn = '2026-01-04') => ({ ref: 'SF-04', reviewedOn })

async function aCommitment(db: PrismaClient) {
  const [agreement, document] = [await db.agreement.findFirstOrThrow(), await db.sourceDocument.findFirstOrThrow()]
  const domain = await db.domain.findFirstOrThrow({ where: { agreementId: agreement.id } })
  return {
    agreement: agreement.slug,
    domain: domain.slug,
    ref: await suggestRef(db, agreement.slug),
    type: 'CONDUCT' as const,
    titleZh: '定期磋商',
    titleEn: 'Regular talks',
    quotes: [{ document: document.slug, text: document.text.slice(200, 260).trim(), start: null }],
  }
}

async function aTitle(db: PrismaClient) {
  const { ref, version } = await judgement(db)
  return { ref, version, titleZh: '定期磋商', titleEn: 'Regular talks', reason: 'Closer to the text.' }
}

async function anEnd(db: PrismaClient) {
  const { ref, version } = await judgement(db)
  return { ref, version, reason: 'It was entered twice.' }
}

/** A form that somebody has just sent, and who it was. */
async function sent(write: (author: Author) => Promise<unknown>): Promise<{ undoes: string; actor: string }> {
  const author = { actor: 'user:editor', submission: newKey() }
  await write(author)
  return { undoes: author.submission, actor: author.actor }
}

const undoing = (given: (db: PrismaClient) => Promise<{ undoes: string; actor: string }>) =>
  entry(given, (db, author, { undoes, actor }) => undo(db, undoes, { ...author, actor }, TODAY))

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

  recordFollowUp: entry(newFollowUp, (db, author, input) => recordFollowUp(db, input, author, TODAY)),
  correctFollowUp: entry(correctedFollowUp, (db, author, input) => correctFollowUp(db, input, author, TODAY)),
  withdrawFollowUp: entry(aChange, (db, author, input) => withdrawFollowUp(db, input, author, TODAY)),
  'undo, of a new follow-up': undoing(async (db) => {
    const input = await newFollowUp(db)
    return sent((author) => recordFollowUp(db, input, author, TODAY))
  }),
  'undo, of a corrected follow-up': undoing(async (db) => {
    const input = await correctedFollowUp(db)
    return sent((author) => correctFollowUp(db, input, author, TODAY))
  }),
  'undo, of a withdrawn follow-up': undoing(async (db) => {
    const input = await aChange(db)
    return sent((author) => withdrawFollowUp(db, input, author, TODAY))
  }),

  changePlan: entry(planned, (db, author, input) => changePlan(db, input, author, TODAY)),
  markReviewed: entry(reviewed, (db, author, input) => markReviewed(db, input, author, TODAY)),
  'undo, of a changed plan': undoing(async (db) => {
    const input = await planned(db)
    return sent((author) => changePlan(db, input, author, TODAY))
  }),
  'undo, of a review': undoing(async (db) => {
    const input = await reviewed(db, '2026-01-05')
    return sent((author) => markReviewed(db, input, author, TODAY))
  }),

  createCommitment: entry(aCommitment, (db, author, input) => createCommitment(db, input, author)),
  retitle: entry(aTitle, (db, author, input) => retitle(db, input, author, TODAY)),
  withdrawCommitment: entry(anEnd, (db, author, input) => withdrawCommitment(db, input, author, TODAY)),

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
    (db, author, { token, ...owner }) => createOwner(db, author, owner, token),
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
    (db, author, { token, ...somebody }) => join(db, author, somebody, token),
  ),
  rename: entry(
    async (db) => ({ ...(await joined(db, 'EDITOR')), name: '王芳' }),
    (db, author, input) => rename(db, author, input),
  ),
  changeRole: entry(
    async (db) => ({ ...(await administrator(db)), role: 'VIEWER' as const }),
    (db, author, input) => changeRole(db, author, input),
  ),
  deactivate: entry(administrator, (db, author, input) => deactivate(db, author, input)),
  reactivate: entry(
    async (db) => {
      const seen = await joined(db, 'EDITOR')
      await deactivate(db, OPERATOR, seen)
      return { ...seen, version: 2 }
    },
    (db, author, input) => reactivate(db, author, input),
  ),
  makeAdmin: entry(
    async (db) => {
      const seen = await joined(db, 'VIEWER')
      await deactivate(db, OPERATOR, seen)
      return { id: seen.id }
    },
    (db, author, { id }) => makeAdmin(db, author, id),
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
    (db, author, input) => changePassword(db, author, input),
  ),
  resetPassword: entry(
    async (db) => {
      const { id } = await administrator(db)
      const token = newToken()
      await makePasswordLink(db, OPERATOR, { id, token })
      return { token, passwordHash: 'another hash' }
    },
    (db, author, input) => resetPassword(db, author, input),
  ),
  recordRefusedCalls: entry(
    async (db) => {
      const hour = new Date(Math.floor(Date.now() / 3_600_000 - 1) * 3_600_000)
      await db.refusedCall.create({ data: { hour, network: newKey(), action: 'assessment.record', calls: 17 } })
      return {}
    },
    (db) => recordRefusedCalls(db),
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
