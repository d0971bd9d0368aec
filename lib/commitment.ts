import type { Assessment } from '@/lib/assessment'
import type { Day } from '@/lib/day'
import type { FollowUp } from '@/lib/follow-up'
import type { CommitmentType, Judgement } from '@/lib/status'
import type { QuoteRole, TimingKind } from '@/prisma/generated/enums'

/** A commitment as it stands on a day: a row of the table, an item of the API. */
export type CommitmentItem = Judgement & {
  ref: string
  /** Slugs. */
  agreement: string
  domain: string
  type: CommitmentType
  titleZh: string
  titleEn: string
  assessedOn: Day | null
  /** Of the direct follow-ups that count by that day: how many, and the last day. */
  followUps: number
  lastFollowUpOn: Day | null
  version: number
}

/** The form every ref has, and so what need not be looked up. */
export const REF = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/** The scalar fields of an item: every one can be sorted by. */
export const ITEM_FIELDS = [
  'ref',
  'agreement',
  'domain',
  'type',
  'titleZh',
  'titleEn',
  'status',
  'condition',
  'progress',
  'confidence',
  'assessedOn',
  'followUps',
  'lastFollowUpOn',
  'version',
] as const satisfies readonly (keyof CommitmentItem)[]
export type ItemField = (typeof ITEM_FIELDS)[number]

/** A commitment's words: `document.text.slice(start, end) === text`, in UTF-16 units. */
export type Quote = { text: string; start: number; end: number }

/** Where a quote stands: a document of the agreement. */
export type DocumentRef = {
  slug: string
  titleZh: string
  titleEn: string
  publisherZh: string
  publisherEn: string
  language: string
  publishedOn: Day | null
}

/** FRAMING words surround the commitment; OPERATIVE ones make it, and `focus` is the part that is its own. */
export type SourceQuote = Quote & {
  role: QuoteRole
  focusStart: number | null
  focusEnd: number | null
  document: DocumentRef
}

export type Point = { n: number; zh: string; en: string; sourceQuote: string }

/** A body in charge, on the side of a party. */
export type Body = { party: string; zh: string; en: string }

export type CommitmentDetail = CommitmentItem & {
  verbZh: string | null
  verbEn: string | null
  headingZh: string | null
  headingEn: string | null
  timing: { kind: TimingKind; zh: string | null; en: string | null; deadlineOn: Day | null }
  bodies: Body[]
  basisZh: string | null
  basisEn: string | null
  points: Point[]
  notesZh: string | null
  notesEn: string | null
  reviewEveryDays: number | null
  deliveredAtSummit: boolean
  quotes: SourceQuote[]
  /** Of every relation, up to the day asked about, newest first. */
  followUpList: FollowUp[]
  /** Effective up to the day asked about, in the order they were recorded; superseded ones included. */
  assessments: Assessment[]
}
