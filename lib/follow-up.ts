import { canonicalJson } from '@/lib/canonical-json'
import type { Day } from '@/lib/day'
import { AppError } from '@/lib/error'
import { pick } from '@/lib/pick'
import { DatePrecision, Effect, Relation, SourceTier } from '@/prisma/generated/enums'

export { DatePrecision, Effect, Relation, SourceTier }

export type Source = {
  title: string | null
  language: string
  publisher: string
  url: string
  tier: SourceTier
}

/** A dated, sourced event after the agreement, as shown and as served. */
export type FollowUp = {
  key: string
  occurredOn: Day
  endedOn: Day | null
  datePrecision: DatePrecision
  relation: Relation
  effect: Effect
  effectDetail: string | null
  /** In one language at least. */
  summaryZh: string | null
  summaryEn: string | null
  reportedBy: string
  noteZh: string | null
  noteEn: string | null
  sources: Source[]
}

/** What a writer hands in: the ledger adds the key. */
export type FollowUpDraft = Omit<FollowUp, 'key'>

/** One version of a follow-up that was corrected or withdrawn at some point. */
export type FollowUpVersion = FollowUp & {
  version: number
  /** ISO instants. */
  recordedAt: string
  withdrawnAt: string | null
  /** Why it replaced the version before; null for the first. */
  reason: string | null
  withdrawnReason: string | null
  /** Ids of the assessments that rest on it. */
  citedBy: number[]
}

/** The form that every key has: nothing else needs to be looked up. */
export const FOLLOW_UP_KEY = /^[a-z0-9][a-z0-9._-]*$/

/** A follow-up with the commitment it belongs to. */
export type LatestFollowUp = FollowUp & { ref: string; commitmentZh: string; commitmentEn: string }

/** The day from which a follow-up counts: its last. */
export const countsOn = (followUp: Pick<FollowUp, 'occurredOn' | 'endedOn'>): Day =>
  followUp.endedOn ?? followUp.occurredOn

/** Only these can support a status; the others are background. */
export const isDirect = (followUp: Pick<FollowUp, 'relation'>): boolean => followUp.relation === 'DIRECT'

/** A follow-up that says nothing yet, with every field that one has. */
export const BLANK_FOLLOW_UP: FollowUpDraft = {
  occurredOn: '',
  endedOn: null,
  datePrecision: 'DAY',
  effect: 'HELD',
  effectDetail: null,
  relation: 'DIRECT',
  reportedBy: '',
  summaryZh: null,
  summaryEn: null,
  noteZh: null,
  noteEn: null,
  sources: [],
}
export const BLANK_SOURCE: Source = { title: null, language: '', publisher: '', url: '', tier: 'OFFICIAL' }

const FIELDS = Object.keys(BLANK_FOLLOW_UP) as (keyof FollowUpDraft)[]

/** The fields that forms show. What is said of an effect in particular comes with data files alone. */
export type ShownField = Exclude<keyof FollowUpDraft, 'effectDetail'>
export const SHOWN_FIELDS = FIELDS.filter((field): field is ShownField => field !== 'effectDetail')

/** What a follow-up says, without its key and anything else that came with it. */
export const contentOf = (followUp: FollowUpDraft): FollowUpDraft => pick(followUp, FIELDS)

/** The fields in which two follow-ups, or versions of one, say something else. */
export const differencesIn = (a: FollowUpDraft, b: FollowUpDraft): (keyof FollowUpDraft)[] =>
  FIELDS.filter((field) => canonicalJson(a[field]) !== canonicalJson(b[field]))

/** A step that was agreed and not yet taken: the day it was agreed on, and the words of the follow-up that says so. */
export type NextStep = { agreedOn: Day; summaryZh: string | null; summaryEn: string | null }

/** These leave the condition unchanged (METHOD), so a step agreed before them is still to come. */
export const LEAVE_NEXT_STEP: readonly Effect[] = ['REPORTED', 'SETBACK']

/**
 * Refuses, with INVALID, a follow-up that cannot be one: days out of order, before the agreement or in the future,
 * reported by nobody the agreement knows, or without a summary or a source.
 */
export function refuseUnsoundFollowUp(
  draft: FollowUpDraft,
  { concludedOn, parties }: { concludedOn: Day; parties: readonly string[] },
  today: Day,
): void {
  const refuse = (key: string, field: keyof FollowUpDraft, values = {}) => {
    throw new AppError('INVALID', key, field, values)
  }
  const life = { from: concludedOn, to: today }
  if (draft.occurredOn < concludedOn || draft.occurredOn > today) refuse('dayOutside', 'occurredOn', life)
  if (draft.endedOn !== null && draft.endedOn < draft.occurredOn) refuse('daysOutOfOrder', 'endedOn')
  if (countsOn(draft) > today) refuse('dayOutside', 'endedOn', life)
  if (![...parties, ...REPORTERS].includes(draft.reportedBy)) refuse('notReadable', 'reportedBy')
  if (draft.summaryZh === null && draft.summaryEn === null) refuse('summaryMissing', 'summaryEn')
  if (draft.sources.length === 0) refuse('sourceMissing', 'sources')
}

/** Who can report an event, other than a single party: all of them, or someone else. */
export const REPORTERS = ['BOTH', 'THIRD'] as const

/** Earliest first; those of one day by key, so that the order is always the same. */
export function inDateOrder<T extends Pick<FollowUp, 'key' | 'occurredOn' | 'endedOn'>>(followUps: readonly T[]): T[] {
  return [...followUps].sort((a, b) => compare(countsOn(a), countsOn(b)) || compare(a.key, b.key))
}

export const newestFirst = <T extends Pick<FollowUp, 'key' | 'occurredOn' | 'endedOn'>>(followUps: readonly T[]): T[] =>
  inDateOrder(followUps).reverse()

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
