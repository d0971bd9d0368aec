import fc from 'fast-check'
import type { Fields } from '../support/action-client'
import type { Form } from './forms'
import { anyText, nearly } from './values'

/** Names of fields that no form has. */
const STRANGE = [
  '__proto__',
  '__proto__.isAdmin',
  'constructor.prototype.x',
  'toString',
  'a.b.c.d.e.f.g',
  '.',
  'a.',
  '.a',
  'a..b',
  '',
  'sources',
  'sources.0',
  'sources.999.url',
  'sources.-1.url',
  'newEvidence.0.sources.0.url.x',
  'evidence',
  'evidence[][]',
  '$ACTION_ID_x',
  '$ACTION_REF_1',
  'submission',
  'role',
  'id',
  'name\r\nX: y',
  'name"; filename="x',
]

/** Any name that a field can have. With a control character or a backslash in it, or longer, the server takes it for no form. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no name can hold
const anyName = anyText.filter((name) => !/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\\]/.test(name) && name.length <= 97)

type Change = (fields: Fields) => Fields

function changeTo(fields: Fields): fc.Arbitrary<Change> {
  const names = Object.keys(fields)
  const strange = fc
    .tuple(fc.oneof(fc.constantFrom(...STRANGE), anyName), fc.oneof(anyText, fc.array(anyText, { maxLength: 3 })))
    .map(([name, value]) => setting(name, value))
  if (names.length === 0) return strange
  const one = fc.constantFrom(...names)
  const altered = one.chain((name) =>
    fc.oneof(nearly(String(fields[name])), anyText).map((value) => setting(name, value)),
  )
  const missing = one.map(
    (name): Change =>
      ({ [name]: _, ...rest }) =>
        rest,
  )
  const many = fc
    .tuple(one, fc.array(anyText, { minLength: 2, maxLength: 200 }))
    .map(([name, values]) => setting(name, values))
  return fc.oneof(
    { weight: 6, arbitrary: altered },
    { weight: 1, arbitrary: missing },
    { weight: 1, arbitrary: many },
    { weight: 2, arbitrary: strange },
  )
}

const setting =
  (name: string, value: string | string[]): Change =>
  (given) => ({ ...given, [name]: value })

/** Fields of one form, changed in one to three ways. */
export const fieldsLike = ({ fields }: Form): fc.Arbitrary<Fields> =>
  fc
    .array(changeTo(fields), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((given, change) => change(given), fields))
