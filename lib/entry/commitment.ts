import { z } from 'zod'
import { isFreeRef, REF } from '@/lib/commitment'
import { emptyIsNull, number, reason, ref, version, written } from '@/lib/entry/fields'
import { TYPES } from '@/lib/status'

export const LONGEST_TITLE = 300
export const LONGEST_QUOTE = 4_000
export const MOST_QUOTES = 20

const slug = z
  .string()
  .min(1, { abort: true })
  .max(100)
  .regex(/^[a-z0-9-]+$/, 'notReadable')
const titles = { titleZh: written(LONGEST_TITLE), titleEn: written(LONGEST_TITLE) }

/** A commitment as a form gives it. Its quotes are found in their documents later, where `start` is not given. */
export const newCommitmentEntry = z.strictObject({
  agreement: slug,
  domain: slug,
  ref: z
    .string()
    .trim()
    .min(1, { abort: true })
    .max(64, { abort: true })
    .regex(REF, { error: 'refMalformed', abort: true })
    .refine(isFreeRef, 'refReserved'),
  type: z.enum(TYPES),
  ...titles,
  quotes: z
    .array(
      z.strictObject({
        document: slug,
        text: written(LONGEST_QUOTE),
        start: emptyIsNull(number),
      }),
    )
    .min(1, 'quoteMissing')
    .max(MOST_QUOTES),
})

/** Other titles, and why. */
export const retitleEntry = z.strictObject({ ref, version, ...titles, reason })

export const withdrawEntry = z.strictObject({ ref, version, reason })
