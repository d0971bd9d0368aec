import { z } from 'zod'
import type { Problem } from '@/lib/action'
import { AppError } from '@/lib/error'
import type { Locale } from '@/lib/locale'
import { type ErrorKey, MESSAGES, sentenceOf } from '@/lib/sentence'
import { shortened } from '@/lib/text'

/** A form's key, as components/ui/action-form.tsx makes them. */
export const submissionKey = z.string().regex(/^[\w-]{16,64}$/, 'notReadable')

/** So many problems are said at once: more than any form has that somebody filled in. */
const MOST_SAID = 100
/** So many fields are named that a form does not have. */
const UNKNOWN_NAMED = 5

/** The ways in which a form does not fit its schema, as sentences. An issue's message may be a key of `errors`. */
export function problemsIn(error: z.ZodError, fields: unknown, locale: Locale): Problem[] {
  return error.issues.slice(0, MOST_SAID).map((issue) => {
    const field = issue.path.join('.') || null
    const value = issue.path.reduce<unknown>((within, name) => (within as Record<PropertyKey, unknown>)?.[name], fields)
    const [key, values] = reasonOf(issue, value)
    return { field, message: sentenceOf(new AppError('INVALID', key, field, values), locale) }
  })
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): [ErrorKey, Record<string, string | number>] {
  if (Object.hasOwn(MESSAGES.en.errors, issue.message)) return [issue.message as ErrorKey, {}]
  switch (issue.code) {
    case 'unrecognized_keys':
      return ['unknownField', { field: issue.keys.slice(0, UNKNOWN_NAMED).map(shortened).join(', ') }]
    case 'too_small':
      if (issue.origin === 'array') return ['tooFew', { least: Number(issue.minimum) }]
      if (issue.origin !== 'string') return ['numberOutside', { bound: Number(issue.minimum) }]
      return Number(issue.minimum) === 1 ? ['required', {}] : ['textTooShort', { least: Number(issue.minimum) }]
    case 'too_big':
      if (issue.origin === 'array') return ['tooMany', { most: Number(issue.maximum) }]
      return issue.origin === 'string'
        ? ['textTooLong', { most: Number(issue.maximum) }]
        : ['numberOutside', { bound: Number(issue.maximum) }]
    default:
      return [value === undefined || value === '' ? 'required' : 'notReadable', {}]
  }
}
