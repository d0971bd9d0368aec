import fc from 'fast-check'
import { anyText, nearly } from './values.mjs'

/** @typedef {Record<string, string | string[]>} Fields */
/** @typedef {{ page: string, fields: Fields }} Form a page that calls an action, and fields that it would take */

const source = {
  'sources.0.title': 'Readout',
  'sources.0.publisher': 'A ministry',
  'sources.0.url': 'https://example.org/readout',
  'sources.0.tier': 'OFFICIAL',
  'sources.0.language': 'en',
}
const followUp = {
  ...{ occurredOn: '2024-05-01', endedOn: '', datePrecision: 'DAY', relation: 'DIRECT', effect: 'HELD' },
  ...{ summaryZh: '举行了会议。', summaryEn: 'A meeting took place.', reportedBy: 'CN', noteZh: '', noteEn: '' },
  ...source,
}
const plan = {
  ...{ plannedStepZh: '', plannedStepEn: 'The next meeting', plannedStepOn: '2027-01-05', responsible: '' },
  ...{ reviewEveryDays: '90', workingNotes: 'A note.' },
}
const onItem = { ref: 'SF-06', version: '1' }
const onFollowUp = { ref: 'SF-09', version: '1', key: 'sf-09-2024-07-17-suspended', reason: 'Because it is so.' }
const newcomer = {
  token: 'x'.repeat(43),
  name: 'Somebody',
  email: 'somebody@example.org',
  password: 'a long pass phrase',
}
/** Somebody whom fuzzForms enters. */
export const SOMEBODY = 'somebody'
const person = { id: SOMEBODY }

/** @param {string} prefix @param {Record<string, string>} fields @returns {Fields} */
const within = (prefix, fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value]))

/** A good form for every action of the ledger, as far as one can be written down beforehand. @type {Record<string, Form>} */
export const FORMS = {
  assess: {
    page: '/en/commitments/SF-06/assess',
    fields: {
      ...onItem,
      ...{
        effectiveOn: '2026-01-05',
        status: 'UNDERWAY',
        condition: 'ACTIVE',
        progress: '60',
        confidence: 'SUGGESTED',
      },
      ...{ supersededBy: '', rationaleZh: '', rationaleEn: 'It took place again.', reason: '', supersedesId: '' },
      ...{ 'evidence[]': ['sf-06-2024-04-04-dialogue-stressed'] },
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
      ...{ agreement: 'san-francisco-2023', domain: 'dialogue', ref: 'SF-90', type: 'MECHANISM' },
      ...{ titleZh: '磋商', titleEn: 'Consultations' },
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

/** Names of fields that no form has. */
const STRANGE = [
  ...[
    '__proto__',
    '__proto__.isAdmin',
    'constructor.prototype.x',
    'toString',
    'a.b.c.d.e.f.g',
    '.',
    'a.',
    '.a',
    'a..b',
    '',
  ],
  ...[
    'sources',
    'sources.0',
    'sources.999.url',
    'sources.-1.url',
    'newEvidence.0.sources.0.url.x',
    'evidence',
    'evidence[][]',
  ],
  ...['$ACTION_ID_x', '$ACTION_REF_1', 'submission', 'role', 'id', 'name\r\nX: y', 'name"; filename="x'],
]

/**
 * What the name of a field can be at all: with a control character in it, or longer, the body of the request is no form, and
 * Next gives up (500) before anything of the ledger runs.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no name can hold
const anyName = anyText.filter((name) => !/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(name) && name.length <= 1_000)

/** @type {(fields: Fields) => fc.Arbitrary<(fields: Fields) => Fields>} */
const changeTo = (fields) => {
  const names = Object.keys(fields)
  const strange = fc
    .tuple(fc.oneof(fc.constantFrom(...STRANGE), anyName), fc.oneof(anyText, fc.array(anyText, { maxLength: 3 })))
    .map(([name, value]) => (/** @type {Fields} */ given) => ({ ...given, [name]: value }))
  if (names.length === 0) return strange
  const one = fc.constantFrom(...names)
  return fc.oneof(
    {
      weight: 6,
      arbitrary: one
        .chain((name) => fc.tuple(fc.constant(name), fc.oneof(nearly(String(fields[name])), anyText)))
        .map(([name, value]) => (/** @type {Fields} */ given) => ({ ...given, [name]: value })),
    },
    {
      weight: 1,
      arbitrary: one.map(
        (name) =>
          (/** @type {Fields} */ { [name]: _, ...rest }) =>
            rest,
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one, fc.array(anyText, { minLength: 2, maxLength: 200 }))
        .map(([name, values]) => (/** @type {Fields} */ given) => ({ ...given, [name]: values })),
    },
    { weight: 2, arbitrary: strange },
  )
}

/** Fields of one form, changed in one to three ways. @param {Form} form @returns {fc.Arbitrary<Fields>} */
export const fieldsLike = ({ fields }) =>
  fc
    .array(changeTo(fields), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((given, change) => change(given), fields))
