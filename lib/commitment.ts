import type { Assessment } from '@/lib/assessment'
import { type Day, daysBetween } from '@/lib/day'
import type { FollowUp, FollowUpVersion, NextStep } from '@/lib/follow-up'
import type { CommitmentType, Condition, Judgement } from '@/lib/status'
import type { QuoteRole, TimingKind } from '@/prisma/generated/enums'

/** A commitment on a given day: a row of the table, an item of the API. */
export type CommitmentItem = Judgement & {
  ref: string
  /** Slugs. */
  agreement: string
  domain: string
  type: CommitmentType
  titleZh: string
  titleEn: string
  assessedOn: Day | null
  /** The number of direct follow-ups that count by that day, and the last day of any. */
  followUps: number
  lastFollowUpOn: Day | null
  version: number
  /** How often news of it is expected, in days; null where nothing was set. */
  reviewEveryDays: number | null
  nextStep: NextStep | null
}

/** The form that every ref has: nothing else needs to be looked up. */
export const REF = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/** False for a ref whose address is taken by another page (`/commitments/new`), in upper or lower case. */
export const isFreeRef = (ref: string): boolean => ref.toLowerCase() !== 'new'

/** The ref that follows one, as those of an agreement do: SF-30 after SF-29. */
export function refAfter(ref: string): string {
  const [, name = '', number] = /^(.*?)(\d*)$/.exec(ref) ?? []
  return number ? `${name}${String(BigInt(number) + 1n).padStart(number.length, '0')}` : `${name}-2`
}

/** News of a mechanism is expected once a year unless set otherwise. */
export const REVIEW_MECHANISMS_EVERY = 365
/** Nothing further is expected in these conditions, so such an item is never called quiet. */
export const NOTHING_EXPECTED: readonly Condition[] = ['CONCLUDED', 'SUPERSEDED']

/**
 * For how many days nothing was recorded, where that is longer than the commitment's review interval; else null.
 * Counted from the last direct follow-up to the earlier of `asOf` and the day until which follow-ups were looked for:
 * a ledger that stopped collecting must not call the world silent (METHOD). lib/db/filter-sql.ts has its twin in SQL.
 */
export function quietFor(
  item: Pick<CommitmentItem, 'type' | 'condition' | 'reviewEveryDays' | 'lastFollowUpOn'>,
  compiledUntil: Day,
  asOf: Day,
): number | null {
  const { type, condition, reviewEveryDays, lastFollowUpOn } = item
  if (NOTHING_EXPECTED.includes(condition)) return null
  const interval = reviewEveryDays ?? (type === 'MECHANISM' ? REVIEW_MECHANISMS_EVERY : null)
  if (interval === null || lastFollowUpOn === null) return null
  const days = daysBetween(lastFollowUpOn, asOf < compiledUntil ? asOf : compiledUntil)
  return days > interval ? days : null
}

/** The scalar fields of an item as served: every one can be sorted by. */
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

/** FRAMING words surround the commitment, OPERATIVE ones make it; `focus` marks the part that is its own. */
export type SourceQuote = Quote & {
  role: QuoteRole
  focusStart: number | null
  focusEnd: number | null
  /** The paragraph around it in the document. */
  paragraph: Quote
  document: DocumentRef
}

export type Point = { n: number; zh: string; en: string; sourceQuote: string }

/** A body in charge on one party's side. */
export type Body = { party: string; zh: string; en: string }

/** When it was taken out of the ledger, and why. */
export type Withdrawal = { at: string; reason: string }

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
  delivered: boolean
  /** Null while it is in the ledger. */
  withdrawn: Withdrawal | null
  quotes: SourceQuote[]
  /** Of every relation, up to the day asked about, newest first. */
  followUpList: FollowUp[]
  /** Every version of the follow-ups that were corrected or withdrawn, the latest of each first. */
  followUpVersions: FollowUpVersion[]
  /** Effective up to the day asked about, in the order they were recorded; superseded ones included. */
  assessments: Assessment[]
}
