import type { z } from 'zod'
import type { Problem } from '@/lib/action'
import { AppError } from '@/lib/error'
import type { Locale } from '@/lib/locale'
import { type ErrorKey, MESSAGES, sentenceOf } from '@/lib/sentence'

/** The hidden field that holds a form's key (lib/db/write.ts). */
export const SUBMISSION = 'submission'

/**
 * The fields of a form: a text, or where a name stands several times, or ends in `[]`, a list of texts. What React adds
 * is left out; a file is refused.
 */
export function fieldsOf(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.create(null)
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const values = form.getAll(name)
    if (values.some((value) => typeof value !== 'string'))
      throw new AppError('INVALID', 'unknownField', name, { field: name })
    if (name.endsWith('[]')) fields[name.slice(0, -2)] = values
    else fields[name] = values.length > 1 ? values : values[0]
  }
  return fields
}

/** Every way in which a form does not fit its schema, as sentences. An issue's message may be a key of `errors`. */
export function problemsIn(error: z.ZodError, fields: Record<string, unknown>, locale: Locale): Problem[] {
  return error.issues.map((issue) => {
    const field = issue.path.join('.') || null
    const [key, values] = reasonOf(issue, field === null ? undefined : fields[field])
    return { field, message: sentenceOf(new AppError('INVALID', key, field, values), locale) }
  })
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): [ErrorKey, Record<string, string | number>] {
  if (issue.message in MESSAGES.en.errors) return [issue.message as ErrorKey, {}]
  switch (issue.code) {
    case 'unrecognized_keys':
      return ['unknownField', { field: issue.keys.join(', ') }]
    case 'too_small':
      if (issue.origin === 'array') return ['tooFew', { least: Number(issue.minimum) }]
      if (issue.origin !== 'string') return ['numberOutside', { bound: Number(issue.minimum) }]
      return Number(issue.minimum) === 1 ? ['required', {}] : ['textTooShort', { least: Number(issue.minimum) }]
    case 'too_big':
      return issue.origin === 'string'
        ? ['textTooLong', { most: Number(issue.maximum) }]
        : ['numberOutside', { bound: Number(issue.maximum) }]
    case 'invalid_type':
      return [value === undefined ? 'required' : 'notReadable', {}]
    default:
      return ['notReadable', {}]
  }
}
