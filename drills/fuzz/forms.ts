import { PLAN, PLAN_FIELDS } from '@/lib/plan'
import type { Fields } from '../support/action-client'

/** A page that calls an action, and fields that the action would take. */
export type Form = { page: string; fields: Fields }

const source = {
  'sources.0.title': 'Readout',
  'sources.0.publisher': 'A ministry',
  'sources.0.url': 'https://example.org/readout',
  'sources.0.tier': 'OFFICIAL',
  'sources.0.language': 'en',
}
const followUp = {
  occurredOn: '2024-05-01',
  endedOn: '',
  datePrecision: 'DAY',
  relation: 'DIRECT',
  effect: 'HELD',
  summaryZh: '举行了会议。',
  summaryEn: 'A meeting took place.',
  reportedBy: 'CN',
  noteZh: '',
  noteEn: '',
  ...source,
}
const HELD = { text: 'The next meeting', day: '2027-01-05', person: '', days: '90' }
const plan = Object.fromEntries(PLAN_FIELDS.map((name) => [name, HELD[PLAN[name].holds]]))
const onItem = { ref: 'SF-06', version: '1' }
const onFollowUp = { ref: 'SF-09', version: '1', key: 'sf-09-2024-07-17-suspended', reason: 'Because it is so.' }
const newcomer = {
  token: 'x'.repeat(43),
  name: 'Somebody',
  email: 'somebody@example.org',
  password: 'a long pass phrase',
}
/** The id of a person whom fuzzForms enters. */
export const SOMEBODY = 'somebody'
const person = { id: SOMEBODY }

const within = (prefix: string, fields: Record<string, string>): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value]))

/** A good form for every action of the ledger, as far as one can be written down beforehand. */
export const FORMS: Record<string, Form> = {
  assess: {
    page: '/en/commitments/SF-06/assess',
    fields: {
      ...onItem,
      effectiveOn: '2026-01-05',
      status: 'UNDERWAY',
      condition: 'ACTIVE',
      progress: '60',
      confidence: 'SUGGESTED',
      supersededBy: '',
      rationaleZh: '',
      rationaleEn: 'It took place again.',
      reason: '',
      supersedesId: '',
      'evidence[]': ['sf-06-2024-04-04-dialogue-stressed'],
      ...within('newEvidence.0', followUp),
    },
  },
  addFollowUp: { page: '/en/commitments/SF-06/follow-ups/new', fields: { ...onItem, ...followUp } },
  correctFollowUp: { page: '/en/commitments/SF-06/follow-ups/new', fields: { ...onFollowUp, ...followUp } },
  withdrawFollowUp: { page: '/en/commitments/SF-06/follow-ups/new', fields: onFollowUp },
  changePlan: { page: '/en/commitments/SF-06', fields: { ref: 'SF-06', ...plan, ...within('base', plan) } },
  markReviewed: { page: '/en/commitments/SF-06', fields: { ref: 'SF-06', reviewedOn: '2026-01-05' } },
  addCommitment: {
    page: '/en/commitments/new',
    fields: {
      agreement: 'san-francisco-2023',
      domain: 'dialogue',
      ref: 'SF-90',
      type: 'MECHANISM',
      titleZh: '磋商',
      titleEn: 'Consultations',
      ...within('quotes.0', {
        document: 'wang-yi-briefing-2023-11-15',
        text: '双方同意启动续签《中美科技合作协定》磋商',
        start: '',
      }),
    },
  },
  retitleCommitment: {
    page: '/en/commitments/SF-06/retitle',
    fields: { ...onItem, titleZh: '磋商', titleEn: 'Consultations', reason: 'A better title.' },
  },
  withdrawCommitment: {
    page: '/en/commitments/SF-20/withdraw',
    fields: { ...onItem, ref: 'SF-20', reason: 'Entered twice.' },
  },
  undo: { page: '/en/commitments/SF-06/assess', fields: { undoes: 'nothing-was-ever-recorded' } },
  signIn: { page: '/en/sign-in', fields: { email: 'nobody@example.org', password: 'a guess', next: '/en' } },
  signOut: { page: '/en', fields: {} },
  setUp: { page: '/en/setup/x', fields: newcomer },
  joinByLink: { page: '/en/join/x', fields: newcomer },
  setPasswordByLink: { page: '/en/password/x', fields: { token: newcomer.token, password: newcomer.password } },
  renameMyself: { page: '/en/account', fields: { version: '1', name: 'Another name' } },
  changeMyPassword: { page: '/en/account', fields: { presentPassword: 'a guess', password: newcomer.password } },
  endMySession: { page: '/en/account', fields: person },
  endMyOtherSessions: { page: '/en/account', fields: {} },
  invitePerson: { page: '/en/people', fields: { role: 'EDITOR' } },
  revokeInvitationOf: { page: '/en/people', fields: { id: '1' } },
  changeRoleOf: { page: '/en/people', fields: { ...person, version: '1', role: 'VIEWER' } },
  deactivatePerson: { page: '/en/people', fields: { ...person, version: '1' } },
  reactivatePerson: { page: '/en/people', fields: { ...person, version: '1' } },
  endSessionsOfPerson: { page: '/en/people', fields: person },
  makePasswordLinkOf: { page: '/en/people', fields: person },
}
