import { AppError } from '@/lib/error'
import { shortened } from '@/lib/text'

/** The hidden field that holds a form's key (lib/db/write.ts). */
export const SUBMISSION = 'submission'

/** More than any form of the ledger has; the web server counts them before Next reads them (server/form-body.ts). */
export const MOST_FIELDS = 1_000
/** Larger than any list in a form of the ledger. */
const MOST_IN_A_LIST = 100
const MOST_NESTED = 5

/** What a form holds, by name. */
export type Fields = { [name: string]: string | Fields | Fields[] | string[] }

/**
 * The fields of a form by name: `a.b` is `b` within `a`, `a.0.b` is `b` of the first in a list, and `a[]` is a list of
 * texts. Fields that React adds are left out. Refuses, with INVALID, what is no form, one with more fields than MOST_FIELDS,
 * a file, and a name that cannot be read in this way.
 */
export function fieldsOf(form: FormData): Fields {
  const fields: Fields = Object.create(null)
  for (const [name, values] of valuesIn(form)) {
    const isList = name.endsWith('[]')
    if (values.length > 1 && !isList) refuseField(name)
    const path = (isList ? name.slice(0, -2) : name).split('.')
    place(fields, path, isList ? values : (values[0] ?? ''), name)
  }
  return listsIn(fields) as Fields
}

/** The texts of each field, in one pass. */
function valuesIn(form: FormData): Map<string, string[]> {
  const given = new Map<string, string[]>()
  // An action can be called with anything.
  if (!(form instanceof FormData)) throw new AppError('INVALID', 'noForm')
  let count = 0
  for (const [name, value] of form) {
    count += 1
    if (count > MOST_FIELDS) throw new AppError('INVALID', 'tooManyFields', null, { most: MOST_FIELDS })
    if (name.startsWith('$ACTION')) continue
    if (typeof value !== 'string') refuseField(name)
    const values = given.get(name)
    if (values) values.push(value)
    else given.set(name, [value])
  }
  return given
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

/** Turns fields that have numbers for names into a list, in the order of the numbers. */
function listsIn(value: Fields[string]): Fields[string] {
  if (typeof value !== 'object' || Array.isArray(value)) return value
  const entries = Object.entries(value).map(([name, part]) => [name, listsIn(part)] as const)
  if (entries.length > 0 && entries.length <= MOST_IN_A_LIST && entries.every(([name]) => /^\d{1,3}$/.test(name)))
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, part]) => part) as Fields[]
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}

function refuseField(name: string): never {
  const field = shortened(name)
  throw new AppError('INVALID', 'unknownField', field, { field })
}
