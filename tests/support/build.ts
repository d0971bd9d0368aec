import type { Assessment, AssessmentDraft } from '@/lib/assessment'
import type { Day } from '@/lib/day'
import { UNFILTERED } from '@/lib/filter'
import type { FollowUp, Source } from '@/lib/follow-up'
import type { AgreementFiles } from '@/lib/import'
import type { Plan } from '@/lib/plan'

/** The day it is in every test. */
export const TODAY: Day = '2026-11-22'
export const SUMMIT: Day = '2023-11-15'

export const aFilter = (parts = {}) => ({ ...UNFILTERED, ...parts })

export const aSource = (parts: Partial<Source> = {}): Source => ({
  title: 'Readout',
  language: 'en',
  publisher: 'A ministry',
  url: 'https://example.org/readout',
  tier: 'OFFICIAL',
  ...parts,
})

export const aFollowUp = (parts: Partial<FollowUp> = {}): FollowUp => ({
  key: 'first-meeting',
  occurredOn: '2024-01-18',
  endedOn: null,
  datePrecision: 'DAY',
  relation: 'DIRECT',
  effect: 'HELD',
  effectDetail: null,
  summaryZh: '举行了会议。',
  summaryEn: 'A meeting took place.',
  reportedBy: 'CN',
  noteZh: null,
  noteEn: null,
  sources: [aSource()],
  ...parts,
})

export const aDraft = (parts: Partial<AssessmentDraft> = {}): AssessmentDraft => ({
  status: 'AGREED',
  condition: 'ACTIVE',
  progress: 0,
  confidence: null,
  effectiveOn: SUMMIT,
  recordedBy: 'an editor',
  methodVersion: 'v1',
  rationaleZh: null,
  rationaleEn: 'As the text says.',
  supersedesId: null,
  supersededBy: null,
  reason: null,
  evidence: [],
  ...parts,
})

export const anAssessment = (parts: Partial<Assessment> = {}): Assessment => ({
  ...aDraft(),
  id: 1,
  recordedAt: '2024-02-01T00:00:00.000Z',
  ...parts,
})

export const NO_PLAN: Plan = {
  plannedStepZh: null,
  plannedStepEn: null,
  plannedStepOn: null,
  responsible: null,
  reviewEveryDays: null,
  workingNotes: null,
}

type CommitmentParts = { ref?: string; slug?: string; [field: string]: unknown }

/** A commitment as in commitments.json. */
export const aCommitmentFile = ({ ref = 'T-01', ...parts }: CommitmentParts = {}) => ({
  ref,
  slug: ref.toLowerCase(),
  domain: 'dialogue',
  type: 'MECHANISM',
  titleZh: '定期磋商',
  titleEn: 'Regular consultations',
  verbZh: null,
  verbEn: null,
  quotes: ['双方将定期举行磋商'],
  focus: null,
  framing: [],
  headingZh: null,
  headingEn: null,
  timing: { kind: 'NONE', zh: null, en: null, deadlineOn: null },
  bodies: { cn: [{ zh: '外交部', en: 'Foreign ministry' }], basisZh: null, basisEn: null },
  points: [],
  notesZh: null,
  notesEn: null,
  reviewEveryDays: null,
  delivered: false,
  ...parts,
})

/** A follow-up as in follow-ups.json. */
export const aFollowUpFile = (parts: Partial<FollowUp> & { commitment?: string } = {}) => ({
  commitment: 'T-01',
  ...aFollowUp(parts),
  ...parts,
})

const SOURCE_TEXT = '会晤于今日举行。\n双方将定期举行磋商，并保持沟通。\n'

/** A small agreement of two parties, one domain and the commitments and follow-ups given. */
export const anAgreement = (
  parts: { agreement?: object; commitments?: unknown[]; followUps?: unknown[]; text?: string } = {},
): AgreementFiles => ({
  agreement: {
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
      { slug: 'dialogue', position: 1, nameZh: '对话合作', nameEn: 'Dialogue', headingFromSource: true },
      { slug: 'security', position: 2, nameZh: '安全', nameEn: 'Security', headingFromSource: false },
    ],
    documents: [
      {
        slug: 'test-text',
        file: 'test.zh.txt',
        titleZh: '文本',
        titleEn: 'Text',
        publisherZh: '外交部',
        publisherEn: 'Foreign ministry',
        partyCode: 'CN',
        language: 'zh-CN',
        publishedOn: SUMMIT,
        url: null,
      },
    ],
    ...parts.agreement,
  },
  commitments: parts.commitments ?? [aCommitmentFile()],
  followUps: parts.followUps ?? [aFollowUpFile()],
  texts: { 'test.zh.txt': parts.text ?? SOURCE_TEXT },
})
