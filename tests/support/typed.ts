import type { z } from 'zod'
import { assessmentEntry } from '@/lib/entry/assessment'
import { problemsIn } from '@/lib/entry/problems'

/** A form with these fields, in their order. */
export const formOf = (...entries: [string, string | Blob][]) => {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}
/** What is wrong with fields, each as its name and a sentence. */
export const problems = (fields: unknown, schema: z.ZodType = assessmentEntry) => {
  const read = schema.safeParse(fields)
  return read.success ? [] : problemsIn(read.error, fields, 'en').map(({ field, message }) => `${field}: ${message}`)
}

/** What cannot be seen and changes what is read. */
export const unseen = [
  ['RTL override', 'China \u202e announced it'],
  ['isolate', 'China \u2066 announced it'],
  ['NUL', 'China \u0000 announced it'],
  ['escape', 'China \u001b[31m announced it'],
  ['lone surrogate', 'China \ud800 announced it'],
  ['byte order mark', 'China \ufeff announced it'],
] as const
