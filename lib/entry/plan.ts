import { z } from 'zod'
import { day, dayOrNull, emptyIsNull, ref, typedNumberOrNull, writtenOrNull } from '@/lib/entry/fields'
import { kindOf, PLAN_FIELDS, type Plan, type PlanField } from '@/lib/plan'
import { tidied } from '@/lib/text'

function schemaOf(name: PlanField): z.ZodType {
  const kind = kindOf(name)
  switch (kind.holds) {
    case 'text':
      return writtenOrNull(kind.longest)
    case 'day':
      return dayOrNull
    case 'person':
      return emptyIsNull(z.string().max(64).regex(/^\w+$/, 'notReadable'))
    case 'days':
      return typedNumberOrNull(9)
  }
}

/** A field that is left out is refused, since that is not one that was emptied. */
const typed = (schema: z.ZodType) =>
  z
    .string()
    .transform((text): unknown => text)
    .pipe(schema)

const LONGEST_SHOWN = 8_000

/** What a field held is only ever compared: it is read as if it had been typed, but not judged again. */
const shown = (schema: z.ZodType) =>
  z
    .string()
    .max(LONGEST_SHOWN)
    .transform((text) => {
      const read = schema.safeParse(text)
      return read.success ? read.data : tidied(text)
    })

const fieldsBy = (way: (schema: z.ZodType) => z.ZodType) =>
  Object.fromEntries(PLAN_FIELDS.map((name) => [name, way(schemaOf(name))]))

/** The working fields as a form gives them: what was typed and, under `base`, what each held when it was opened. */
export const planEntry = z
  .strictObject({ ref, base: z.strictObject(fieldsBy(shown)), ...fieldsBy(typed) })
  .transform(({ ref, base, ...yours }) => ({ ref, base: base as Plan, yours: yours as Plan }))

/** That somebody looked, on a day, and found nothing new. */
export const reviewEntry = z.strictObject({ ref, reviewedOn: day })
