import { z } from 'zod'
import { day, dayOrNull, emptyIsNull, ref } from '@/lib/entry'
import { LONGEST_NOTES, LONGEST_STEP, type Plan } from '@/lib/plan'
import { writtenOrNull } from '@/lib/text'

/** A field that is left out is not one that was emptied. */
const given = <T>(schema: z.ZodType<T, unknown>) =>
  z
    .string()
    .transform((text): unknown => text)
    .pipe(schema)

const plan = {
  plannedStepZh: given(writtenOrNull(LONGEST_STEP)),
  plannedStepEn: given(writtenOrNull(LONGEST_STEP)),
  plannedStepOn: given(dayOrNull),
  responsible: given(emptyIsNull(z.string().max(64).regex(/^\w+$/, 'notReadable'))),
  reviewEveryDays: given(
    emptyIsNull(
      z
        .string()
        .trim()
        .regex(/^\d{1,9}$/, 'notANumber')
        .transform(Number),
    ),
  ),
  workingNotes: given(writtenOrNull(LONGEST_NOTES)),
} satisfies Record<keyof Plan, z.ZodType>

/** What stood in a field is only ever compared: it is read as the same field typed would be, and not judged again. */
const shown = z
  .string()
  .max(2 * LONGEST_NOTES)
  .transform((text) => text.replace(/\r\n?/g, '\n').trim() || null)

const base = {
  plannedStepZh: shown,
  plannedStepEn: shown,
  plannedStepOn: shown,
  responsible: shown,
  reviewEveryDays: shown.transform((text) => text && Number(text)).pipe(z.number().nullable()),
  workingNotes: shown,
} satisfies Record<keyof Plan, z.ZodType>

/** The working fields as a form gives them: what was typed, and under `base` what stood there when it was opened. */
export const planEntry = z
  .strictObject({ ref, base: z.strictObject(base), ...plan })
  .transform(({ ref, base, ...yours }) => ({ ref, base, yours }))

/** That somebody looked, on a day, and found nothing new. */
export const reviewEntry = z.strictObject({ ref, reviewedOn: day })
