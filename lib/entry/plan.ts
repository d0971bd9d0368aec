import { z } from 'zod'
import { day, dayOrNull, emptyIsNull, ref, typedNumberOrNull, writtenOrNull } from '@/lib/entry/fields'
import { LONGEST_NOTES, LONGEST_STEP, PLAN_FIELDS, type Plan } from '@/lib/plan'
import { tidied } from '@/lib/text'

const plan = {
  plannedStepZh: writtenOrNull(LONGEST_STEP),
  plannedStepEn: writtenOrNull(LONGEST_STEP),
  plannedStepOn: dayOrNull,
  responsible: emptyIsNull(z.string().max(64).regex(/^\w+$/, 'notReadable')),
  reviewEveryDays: typedNumberOrNull(9),
  workingNotes: writtenOrNull(LONGEST_NOTES),
} satisfies { [Name in keyof Plan]: z.ZodType<Plan[Name]> }

/** A field that is left out is refused, since that is not one that was emptied. */
const typed = (schema: z.ZodType) =>
  z
    .string()
    .transform((text): unknown => text)
    .pipe(schema)

/** What stood in a field is only ever compared: it is read as the same field typed would be, and not judged again. */
const shown = (schema: z.ZodType) =>
  z
    .string()
    .max(2 * LONGEST_NOTES)
    .transform((text) => {
      const read = schema.safeParse(text)
      return read.success ? read.data : tidied(text)
    })

const fieldsBy = (way: (schema: z.ZodType) => z.ZodType) =>
  Object.fromEntries(PLAN_FIELDS.map((name) => [name, way(plan[name])]))

/** The working fields as a form gives them: what was typed, and under `base` what stood there when it was opened. */
export const planEntry = z
  .strictObject({ ref, base: z.strictObject(fieldsBy(shown)), ...fieldsBy(typed) })
  .transform(({ ref, base, ...yours }) => ({ ref, base: base as Plan, yours: yours as Plan }))

/** That somebody looked, on a day, and found nothing new. */
export const reviewEntry = z.strictObject({ ref, reviewedOn: day })
