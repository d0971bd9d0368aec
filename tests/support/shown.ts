import type { PersonRow } from '@/lib/account'
import type { AgreementOverview } from '@/lib/agreement'
import type { Known } from '@/lib/change/words'
import type { CommitmentDetail, CommitmentItem } from '@/lib/commitment'
import { statusKey } from '@/lib/status'
import type { Cell } from '@/lib/summary'
import { aFollowUp, anAssessment, SUMMIT } from './build'

/** What components are given to show: made up, whole, and said otherwise in each part that matters. */

export const anItem = (parts: Partial<CommitmentItem> = {}): CommitmentItem => ({
  ref: 'T-01',
  agreement: 'test-2023',
  domain: 'dialogue',
  type: 'MECHANISM',
  titleZh: '定期磋商',
  titleEn: 'Regular consultations',
  status: 'AGREED',
  condition: 'ACTIVE',
  progress: 0,
  confidence: null,
  assessedOn: SUMMIT,
  followUps: 0,
  lastFollowUpOn: null,
  version: 1,
  reviewEveryDays: null,
  nextStep: null,
  ...parts,
})

export const aDetail = (parts: Partial<CommitmentDetail> = {}): CommitmentDetail => ({
  ...anItem(),
  verbZh: null,
  verbEn: null,
  headingZh: null,
  headingEn: null,
  timing: { kind: 'NONE', zh: null, en: null, deadlineOn: null },
  bodies: [],
  basisZh: null,
  basisEn: null,
  points: [],
  notesZh: null,
  notesEn: null,
  delivered: false,
  withdrawn: null,
  quotes: [],
  followUpList: [],
  followUpVersions: [],
  assessments: [],
  ...parts,
})

/** One that has come some way: two meetings, a background event, and an assessment that was corrected. */
export const aLongStory = (): CommitmentDetail =>
  aDetail({
    status: 'UNDERWAY',
    condition: 'SUSPENDED',
    progress: 55,
    confidence: 'HIGH',
    assessedOn: '2024-07-17',
    followUps: 2,
    lastFollowUpOn: '2024-07-17',
    followUpList: [
      aFollowUp({ key: 'suspended', occurredOn: '2024-07-17', effect: 'SUSPENDED', summaryEn: 'It was suspended.' }),
      aFollowUp({ key: 'around', occurredOn: '2024-06-01', relation: 'CONTEXT', summaryEn: 'The wind turned.' }),
      aFollowUp({ key: 'met', occurredOn: '2024-01-18' }),
    ],
    assessments: [
      anAssessment({ id: 1 }),
      anAssessment({ id: 2, status: 'INITIATED', progress: 25, effectiveOn: '2024-01-18', evidence: ['met'] }),
      anAssessment({
        id: 3,
        status: 'UNDERWAY',
        condition: 'SUSPENDED',
        progress: 55,
        confidence: 'HIGH',
        effectiveOn: '2024-07-17',
        rationaleEn: 'As both sides said.',
        rationaleZh: '双方均已宣布。',
        reason: 'A page was misread.',
        supersedesId: 2,
        evidence: ['met', 'suspended'],
      }),
    ],
  })

export const anOverview = (parts: Partial<AgreementOverview> = {}): AgreementOverview => ({
  slug: 'test-2023',
  titleZh: '测试协议',
  titleEn: 'A test agreement',
  concludedOn: SUMMIT,
  placeZh: null,
  placeEn: null,
  compiledUntil: '2025-12-31',
  compiledNoteZh: '测试',
  compiledNoteEn: 'For tests.',
  countNoteZh: '测试',
  countNoteEn: 'For tests.',
  parties: [
    { code: 'CN', nameZh: '中国', nameEn: 'China' },
    { code: 'US', nameZh: '美国', nameEn: 'United States' },
  ],
  domains: [
    { slug: 'dialogue', nameZh: '对话合作', nameEn: 'Dialogue' },
    { slug: 'security', nameZh: '安全', nameEn: 'Security' },
  ],
  ...parts,
})

/** Items as the counts that stand for them. */
export const cellsOf = (items: readonly CommitmentItem[]): Cell[] =>
  items.map(({ agreement, domain, type, status, condition }) => ({
    agreement,
    domain,
    type,
    condition,
    status: statusKey(status),
    count: 1,
  }))

/** A few of every kind, in two domains. */
export const someItems = (): CommitmentItem[] => [
  anItem({ ref: 'T-01', status: 'FULFILLED', progress: 100 }),
  anItem({ ref: 'T-02', status: 'UNDERWAY', progress: 55 }),
  anItem({ ref: 'T-03', status: 'UNDERWAY', condition: 'SUSPENDED', progress: 55 }),
  anItem({ ref: 'T-04', status: 'NO_RECORD', domain: 'security' }),
  anItem({ ref: 'T-05', status: null, progress: null, type: 'PRINCIPLE', domain: 'security' }),
  anItem({ ref: 'T-06', status: 'INITIATED', progress: 25, domain: 'security' }),
]

export const aPerson = (parts: Partial<PersonRow> = {}): PersonRow => ({
  id: 'wen',
  name: 'Wen Li',
  email: 'wen@example.org',
  role: 'EDITOR',
  version: 1,
  createdAt: '2026-01-05T08:00:00.000Z',
  deactivatedAt: null,
  lastSeenAt: null,
  sessions: 0,
  ...parts,
})

export const NOBODY_KNOWN: Known = { names: new Map(), sources: new Map() }

/** An action that nobody sends here. */
export const anAction = () => async (): Promise<never> => {
  throw new Error('nothing is sent while a component is rendered')
}
