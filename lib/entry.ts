import { z } from 'zod'
import { SUGGESTED } from '@/lib/assessment'
import { REF } from '@/lib/commitment'
import { isDay } from '@/lib/day'
import { DatePrecision, Effect, FOLLOW_UP_KEY, type FollowUpDraft, Relation, SourceTier } from '@/lib/follow-up'
import { CONDITIONS, CONFIDENCES, STATUS_KEYS, UNASSESSED } from '@/lib/status'
import { isWebLink, written, writtenOrNull } from '@/lib/text'

/**
 * What is typed into the forms of the ledger, read strictly: a field that is not named here is refused. What the
 * domain refuses beyond that, lib/assessment.ts and lib/follow-up.ts say.
 */
const LONGEST_RATIONALE = 4_000
const SHORTEST_RATIONALE = 10

/** Nothing chosen or typed is null. */
export const emptyIsNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable())

export const day = z.string().min(1, { abort: true }).refine(isDay, 'notADay')
export const dayOrNull = emptyIsNull(z.string().refine(isDay, 'notADay'))
export const ref = z.string().max(64).regex(REF, 'notReadable')
export const version = z
  .string()
  .regex(/^\d{1,9}$/, 'notReadable')
  .transform(Number)
export const reason = written(1_000, 3)
export const reasonOrNull = writtenOrNull(1_000)

const rationale = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() === '' ? null : (value ?? null)),
  written(LONGEST_RATIONALE, SHORTEST_RATIONALE).nullable(),
)

const source = z.strictObject({
  title: writtenOrNull(500),
  publisher: written(200),
  url: z
    .string()
    .max(2_000)
    .transform((url) => url.trim().replace(/^https?:/i, (scheme) => scheme.toLowerCase()))
    .refine(isWebLink, 'notALink'),
  tier: z.enum(SourceTier),
  language: z.string().regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/, 'notReadable'),
})

/** A follow-up as a form gives it. */
export const followUpEntry = z.strictObject({
  occurredOn: day,
  endedOn: dayOrNull,
  datePrecision: z.enum(DatePrecision).default('DAY'),
  relation: z.enum(Relation),
  effect: z.enum(Effect),
  summaryZh: writtenOrNull(2_000),
  summaryEn: writtenOrNull(2_000),
  reportedBy: z
    .string()
    .min(1, { abort: true })
    .max(16)
    .regex(/^[A-Z]+$/, 'notReadable'),
  noteZh: writtenOrNull(2_000).default(null),
  noteEn: writtenOrNull(2_000).default(null),
  sources: z.array(source).min(1, 'sourceMissing').max(20),
})

/** What identifies a follow-up and the version of its commitment from which it is changed. */
const followUpEdit = { ref, version, key: z.string().max(100).regex(FOLLOW_UP_KEY, 'notReadable'), reason }

export const newFollowUpEntry = followUpEntry.extend({ ref, version })

/** What it leaves out of that which not every form shows stays as it was. */
export const followUpCorrection = followUpEntry.extend({
  ...followUpEdit,
  datePrecision: z.enum(DatePrecision).optional(),
  noteZh: writtenOrNull(2_000).optional(),
  noteEn: writtenOrNull(2_000).optional(),
})

export const followUpWithdrawal = z.strictObject(followUpEdit)

export const draftOfFollowUp = (entry: z.infer<typeof followUpEntry>): FollowUpDraft => ({
  ...entry,
  effectDetail: null,
})

/** An assessment as a form gives it, with follow-ups that are recorded along with it. */
export const assessmentEntry = z.strictObject({
  ref,
  version,
  effectiveOn: day,
  status: z.enum(STATUS_KEYS).transform((key) => (key === UNASSESSED ? null : key)),
  condition: z.enum(CONDITIONS),
  progress: emptyIsNull(
    z
      .string()
      .trim()
      .regex(/^\d{1,3}$/, 'notANumber')
      .transform(Number),
  ),
  confidence: z.enum([SUGGESTED, 'NONE', ...CONFIDENCES]),
  supersededBy: emptyIsNull(ref),
  rationaleZh: rationale,
  rationaleEn: rationale,
  reason: reasonOrNull,
  supersedesId: emptyIsNull(version),
  evidence: z.array(z.string().max(200)).max(500).default([]),
  newEvidence: z.array(followUpEntry).max(10).default([]),
})
