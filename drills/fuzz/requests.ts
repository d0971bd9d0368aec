import fc from 'fast-check'
import { anyText, nearly } from './values'

/** Every parameter that some address of the ledger reads, with a value that is good where it is read. */
export const PARAMETERS: Record<string, string> = {
  agreement: 'san-francisco-2023',
  domain: 'dialogue',
  type: 'MECHANISM',
  status: 'UNDERWAY,FULFILLED',
  condition: 'ACTIVE',
  q: '磋商',
  sort: '-progress,ref',
  page: '1',
  pageSize: '50',
  asOf: '2024-07-16',
  groupBy: 'domain',
  quiet: 'yes',
  item: 'SF-09',
  actor: 'seed',
  kind: 'assessments',
  from: '2024-01-01',
  to: '2026-01-01',
  before: '100',
  next: '/en/people',
}

/** What stands in the brackets of an address, by name. */
const PLACES: Record<string, string> = {
  '[locale]': 'en',
  '[ref]': 'SF-09',
  '[key]': 'sf-09-2024-07-17-suspended',
  '[token]': 'x'.repeat(43),
  '[slug]': 'dialogue',
  '[...rest]': 'nowhere',
  '[[...path]]': 'nowhere',
}

/** Parts of an address that no browser would write. */
const RAW = ['%', '%zz', '%E0%A4%A', '%00', '%2F', '%5C', '%C0%AF', '%FF', ';a=b', '&&', '=', '%ED%A0%80']

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

const query = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .constantFrom(...Object.entries(PARAMETERS))
          .chain(([name, valid]) => fc.tuple(fc.constant(name), fc.oneof(nearly(valid), anyText))),
      },
      { weight: 1, arbitrary: fc.tuple(anyText, anyText) },
    ),
    { maxLength: 4 },
  )
  .chain((pairs) => fc.constantFrom(pairs, [...pairs, ...pairs.slice(0, 1)]))
  .map((pairs) => pairs.map(([name = '', value = '']) => `${encoded(name)}=${encoded(value)}`))

/**
 * Addresses of one route of the build, such as `/[locale]/domains/[slug]`: good ones, with parameters of every kind, and
 * ones that cannot be read.
 */
export function addressesOf(route: string): fc.Arbitrary<string> {
  const parts = route.split('/').slice(1)
  const path = fc.tuple(
    ...parts.map((part) => {
      if (!part.startsWith('[')) return fc.constant(part)
      const valid = PLACES[part]
      if (valid === undefined) throw new Error(`${route}: nothing is known of ${part}`)
      return fc.oneof(
        { weight: 3, arbitrary: fc.constant(valid) },
        { weight: 2, arbitrary: fc.oneof(nearly(valid), anyText).map(encoded) },
        { weight: 1, arbitrary: fc.constantFrom(...RAW) },
      )
    }),
  )
  const raw = fc.array(fc.constantFrom(...RAW), { maxLength: 1 })
  return fc.tuple(path, query, raw).map(([names, pairs, more]) => {
    const asked = [...pairs, ...more].join('&')
    return `/${names.join('/')}${asked && `?${asked}`}`
  })
}
