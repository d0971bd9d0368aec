import { describe, expect, test } from 'vitest'
import { LOCALES, type Locale } from '@/lib/locale'
import { parseFilter } from '@/lib/parse-filter'
import {
  domainPath,
  domainsPath,
  exportPath,
  itemInViewPath,
  itemPath,
  methodPath,
  overviewPath,
  passagePath,
  sharesPath,
  sourcePath,
  tablePath,
} from '@/lib/paths'
import { aFilter, TODAY } from '@/tests/support/build'

const PAST = '2024-07-18'

/** Every address that can be of a day, as made for one. */
const ADDRESSES: Record<string, (locale: Locale, asOf: string | null) => string> = {
  overview: overviewPath,
  shares: sharesPath,
  table: (locale, asOf) => tablePath(locale, aFilter({ asOf, q: 'a' })),
  export: (locale, asOf) => exportPath(locale, aFilter({ asOf, page: 3 })),
  item: (locale, asOf) => itemPath(locale, 'SF-01', asOf),
  'item in view': (locale, asOf) => itemInViewPath(locale, 'SF-01', aFilter({ asOf, page: 3 })),
  domains: domainsPath,
  domain: (locale, asOf) => domainPath(locale, 'dialogue', asOf),
  method: methodPath,
  source: (locale, asOf) => sourcePath(locale, 'a-text', aFilter({ asOf, status: ['AGREED'] })),
  passage: (locale, asOf) => passagePath(locale, 'a-text', 'SF-01', asOf),
}

describe.each(Object.entries(ADDRESSES))('the address of the %s', (_, address) => {
  test.each(LOCALES)('keeps a past day and does not name today (%s)', (locale) => {
    const day = (asOf: string | null) =>
      new URL(address(locale, asOf), 'https://ledger.example').searchParams.getAll('asOf')
    expect(day(PAST)).toEqual([PAST])
    expect(day(null)).toEqual([])
    expect(address(locale, PAST)).toMatch(new RegExp(`^/${locale}[/?]`))
    expect(address(locale, null)).toMatch(new RegExp(`^/${locale}(/|\\?|$)`))
  })
})

test.each(['', 'page=2&', 'sort=-progress&'])(
  'today, asked for by its date after “%s”, has the address of today',
  (rest) => {
    const known = { agreements: [], domains: [], today: TODAY }
    const asked = (query: string) => tablePath('en', parseFilter(new URLSearchParams(query), known).filter)
    expect(asked(`${rest}asOf=${TODAY}`)).toBe(asked(rest))
  },
)
