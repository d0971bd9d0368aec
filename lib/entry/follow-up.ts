import { z } from 'zod'
import { day, dayOrNull, reason, ref, version, written, writtenOrNull } from '@/lib/entry/fields'
import { DatePrecision, Effect, FOLLOW_UP_KEY, type FollowUpDraft, Relation, SourceTier } from '@/lib/follow-up'
import { isWebLink } from '@/lib/text'

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

/** Fields that not every form shows stay as they were where they are left out. */
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
