import { z } from 'zod'
import { isFreeRef, REF } from '@/lib/commitment'
import { isDay } from '@/lib/day'
import { underTodaysNames } from '@/lib/former-names'
import { CommitmentType } from '@/lib/status'
import { DatePrecision, Effect, Relation, SourceTier, TimingKind } from '@/prisma/generated/enums'

/** An agreement as files: what the seed reads. lib/import.ts checks it as a whole. */

const text = z.string().trim().min(1)
const optional = text.nullable()
const day = z.string().refine(isDay, 'not a day (YYYY-MM-DD)')
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'not a slug (a-z, 0-9, -)')
const ref = z
  .string()
  .regex(REF, 'not a reference (letters, digits, . _ -)')
  .refine(isFreeRef, 'not a reference (the address of another page)')
const url = z.string().regex(/^https?:\/\/[^\s]+$/, 'not an http(s) link')
const bodies = z.array(z.strictObject({ zh: text, en: text }))

export const agreementFile = z.strictObject({
  slug,
  titleZh: text,
  titleEn: text,
  concludedOn: day,
  placeZh: optional,
  placeEn: optional,
  compiledUntil: day,
  compiledNoteZh: text,
  compiledNoteEn: text,
  countNoteZh: text,
  countNoteEn: text,
  parties: z.array(z.strictObject({ code: z.string().regex(/^[A-Z]{2,8}$/), nameZh: text, nameEn: text })).min(1),
  domains: z
    .array(
      z.strictObject({ slug, position: z.int().min(1), nameZh: text, nameEn: text, headingFromSource: z.boolean() }),
    )
    .min(1),
  documents: z
    .array(
      z.strictObject({
        slug,
        file: text,
        titleZh: text,
        titleEn: text,
        publisherZh: text,
        publisherEn: text,
        partyCode: optional,
        language: text,
        publishedOn: day.nullable(),
        url: url.nullable(),
      }),
    )
    .min(1),
})

const commitmentFields = z.strictObject({
  ref,
  slug,
  domain: slug,
  type: z.enum(CommitmentType),
  titleZh: text,
  titleEn: text,
  verbZh: optional,
  verbEn: optional,
  quotes: z.array(text).min(1),
  focus: optional,
  framing: z.array(text),
  headingZh: optional,
  headingEn: optional,
  timing: z.strictObject({ kind: z.enum(TimingKind), zh: optional, en: optional, deadlineOn: day.nullable() }),
  bodies: z.object({ basisZh: optional, basisEn: optional }).catchall(bodies),
  points: z.array(z.strictObject({ n: z.int().min(1), zh: text, en: text, sourceQuote: text })),
  notesZh: optional,
  notesEn: optional,
  reviewEveryDays: z.int().min(1).nullable(),
  delivered: z.boolean(),
})
/** Files of earlier versions are read too. */
export const commitmentFile = z.record(z.string(), z.unknown()).transform(underTodaysNames).pipe(commitmentFields)

export const followUpFile = z.strictObject({
  key: slug,
  commitment: ref,
  occurredOn: day,
  endedOn: day.nullable(),
  datePrecision: z.enum(DatePrecision),
  relation: z.enum(Relation),
  effect: z.enum(Effect),
  effectDetail: optional,
  summaryZh: text,
  summaryEn: text,
  reportedBy: text,
  sources: z
    .array(z.strictObject({ title: optional, language: text, publisher: text, url, tier: z.enum(SourceTier) }))
    .min(1),
  noteZh: optional,
  noteEn: optional,
})

export type AgreementFile = z.infer<typeof agreementFile>
export type CommitmentFile = z.infer<typeof commitmentFields>
