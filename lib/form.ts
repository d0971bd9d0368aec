import { z } from 'zod'
import type { Problem } from '@/lib/action'
import { AppError } from '@/lib/error'
import type { Locale } from '@/lib/locale'
import { type ErrorKey, MESSAGES, sentenceOf } from '@/lib/sentence'

/** The hidden field that holds a form's key (lib/db/write.ts). */
export const SUBMISSION = 'submission'

/** A form's key, as components/ui/action-form.tsx makes them. */
export const submissionKey = z.string().regex(/^[\w-]{16,64}$/, 'notReadable')

/** More than any form of the ledger has. */
const MOST_IN_A_LIST = 100
const MOST_NESTED = 5

type Fields = { [name: string]: string | Fields | Fields[] | string[] }

/**
 * The fields of a form by their names: `a.b` is `b` within `a`, `a.0.b` that of the first in a list, and `a[]` a list of
 * texts. What React adds is left out; a file is refused, and a name that cannot be read in this way.
 */
export function fieldsOf(form: FormData): Fields {
  const fields: Fields = Object.create(null)
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    const values = form.getAll(name)
    const isList = name.endsWith('[]')
    if (values.some((value) => typeof value !== 'string') || (values.length > 1 && !isList)) refuseField(name)
    const path = (isList ? name.slice(0, -2) : name).split('.')
    place(fields, path, isList ? (values as string[]) : (values[0] as string), name)
  }
  return listsIn(fields) as Fields
}

function place(fields: Fields, path: string[], value: string | string[], name: string): void {
  const [first = '', ...rest] = path
  if (first === '' || path.length > MOST_NESTED) refuseField(name)
  if (rest.length === 0) {
    if (first in fields) refuseField(name)
    fields[first] = value
    return
  }
  fields[first] ??= Object.create(null) as Fields
  const within = fields[first]
  if (typeof within === 'object' && !Array.isArray(within)) place(within, rest, value, name)
  else refuseField(name)
}

/** What has numbers for names is a list, in their order. */
function listsIn(value: Fields[string]): Fields[string] {
  if (typeof value !== 'object' || Array.isArray(value)) return value
  const entries = Object.entries(value).map(([name, part]) => [name, listsIn(part)] as const)
  if (entries.length > 0 && entries.length <= MOST_IN_A_LIST && entries.every(([name]) => /^\d{1,3}$/.test(name)))
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, part]) => part) as Fields[]
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}

function refuseField(name: string): never {
  throw new AppError('INVALID', 'unknownField', name, { field: name })
}

/** Every way in which a form does not fit its schema, as sentences. An issue's message may be a key of `errors`. */
export function problemsIn(error: z.ZodError, fields: unknown, locale: Locale): Problem[] {
  return error.issues.map((issue) => {
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
      return ['unknownField', { field: issue.keys.join(', ') }]
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
