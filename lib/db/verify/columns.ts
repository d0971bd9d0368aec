import { dayOf } from '@/lib/day'
import type { Fields } from '@/lib/replay/row'
import type { Prisma } from '@/prisma/generated/client'

/**
 * How a table's columns are known, each named once, with spaces between. `record`: from the changes. `computed`: from what
 * the changes say. `number`: it only ties rows together, which are compared by their names. `unrecorded`: not at all, by
 * what it is, as `npm run verify` says that it does not check it.
 */
type Known = { record?: string; computed?: string; number?: string; unrecorded?: Record<string, string> }

/**
 * Every table and column of the schema. tests/db/verify-columns.test.ts compares it with a database, and alters each column
 * to see that what is said here is so.
 */
export const KNOWN: Record<Prisma.ModelName, Known> = {
  Agreement: {
    record: `slug titleZh titleEn concludedOn placeZh placeEn compiledUntil compiledNoteZh compiledNoteEn countNoteZh
      countNoteEn recordedAt`,
    computed: 'version',
    number: 'id',
  },
  Party: { record: 'agreementId position code nameZh nameEn', number: 'id' },
  Domain: { record: 'agreementId position slug nameZh nameEn headingFromSource', number: 'id' },
  SourceDocument: {
    record: `agreementId position slug titleZh titleEn publisherZh publisherEn partyId language publishedOn url text`,
    number: 'id',
  },
  Commitment: {
    record: `agreementId domainId ref slug position type titleZh titleEn verbZh verbEn headingZh headingEn timingKind timingZh
      timingEn deadlineOn bodies basisZh basisEn points notesZh notesEn reviewEveryDays delivered plannedStepZh
      plannedStepEn plannedStepOn responsibleId reviewedOn workingNotes recordedAt withdrawnAt withdrawnReason`,
    computed: `status condition progress confidence assessedOn supersededById followUps lastFollowUpOn searchText version`,
    number: 'id',
  },
  Quote: { record: 'commitmentId documentId role position text start end focusStart focusEnd', number: 'id' },
  FollowUp: {
    record: `key commitmentId occurredOn endedOn datePrecision relation effect effectDetail summaryZh summaryEn reportedBy
      noteZh noteEn recordedAt recordedBy reason withdrawnAt withdrawnReason`,
    computed: 'version countsOn replacesId',
    number: 'id',
  },
  Source: { record: 'followUpId position title language publisher url tier', number: 'id' },
  Assessment: {
    record: `id commitmentId status condition progress confidence supersededById rationaleZh rationaleEn effectiveOn
      recordedAt recordedBy methodVersion supersedesId reason`,
    computed: 'type',
  },
  // Compared as the field `evidence` of its assessment.
  Evidence: { record: 'assessmentId followUpId', computed: 'commitmentId relation' },
  // The chain, which is checked by itself.
  Change: { record: 'sequence at entry previousHash hash' },
  // Their changes have a digest of these, and name their instant. Those of versions up to 0.1.0 have neither.
  Submission: { record: 'key actor action result recordedAt' },
  User: {
    record: 'id name role createdAt deactivatedAt email',
    computed: 'version emailVerified image',
    unrecorded: { 'when somebody was last seen': 'updatedAt lastSeenAt' },
  },
  Account: {
    computed: `userId accountId providerId accessToken refreshToken idToken accessTokenExpiresAt refreshTokenExpiresAt scope`,
    unrecorded: { passwords: 'id password createdAt updatedAt' },
  },
  AccessLink: {
    record: 'id purpose tokenHash role userId createdBy createdAt expiresAt usedAt revokedAt',
  },
  Session: { unrecorded: { sessions: 'id userId token expiresAt ipAddress userAgent createdAt updatedAt' } },
  Verification: {
    unrecorded: { 'counts and tokens that expire': 'id identifier value expiresAt createdAt updatedAt' },
  },
  KnownPlace: { unrecorded: { 'where somebody has signed in': 'userId place usedAt' } },
  RefusedCall: { unrecorded: { 'counts and tokens that expire': 'hour network action calls' } },
  RateLimit: { unrecorded: { 'counts and tokens that expire': 'key points expire' } },
}

export type Table = keyof typeof KNOWN

const words = (list = ''): string[] => list.split(/\s+/).filter((word) => word !== '')

/** The columns of a table that are compared with the record. */
export const comparedColumns = (table: Table): string[] => {
  const { record, computed } = KNOWN[table]
  return [...words(record), ...words(computed)]
}

/** Those that are not, in groups of how they are known. */
export const otherColumns = (table: Table): { number: string[]; unrecorded: string[] } => {
  const { number, unrecorded = {} } = KNOWN[table]
  return { number: words(number), unrecorded: Object.values(unrecorded).flatMap(words) }
}

/** What a ledger holds and the record does not, each once. */
export const UNRECORDED = [...new Set(Object.values(KNOWN).flatMap(({ unrecorded = {} }) => Object.keys(unrecorded)))]

const COMPARED = new Map(Object.keys(KNOWN).map((table) => [table, new Set(comparedColumns(table as Table))]))

/** What a row says in the columns that are compared, as the record would say it: days and instants as texts. */
export function comparedIn(table: Table, row: object): Fields {
  const compared = Object.entries(row).filter(([column]) => COMPARED.get(table)?.has(column))
  return Object.fromEntries(compared.map(([column, value]) => [column, textOf(column, value)]))
}

const isDay = (column: string) => column.endsWith('On') || column === 'compiledUntil'

function textOf(column: string, value: unknown): unknown {
  if (!(value instanceof Date)) return value
  // PostgreSQL has days and instants that are no dates, such as infinity.
  if (Number.isNaN(value.getTime())) return 'none'
  return isDay(column) ? dayOf(value) : value.toISOString()
}
