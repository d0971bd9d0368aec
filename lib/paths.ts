import type { Day } from '@/lib/day'
import { type Filter, PAGE_SIZE, toQuery } from '@/lib/filter'
import type { Locale } from '@/lib/locale'

/** Addresses of the pages. A past day goes along, so that a reader stays on the day they asked about. */
export const overviewPath = (locale: Locale, asOf?: Day | null): string => `/${locale}${withDay(asOf)}`

/** The overview with its bars as shares of each domain. */
export const sharesPath = (locale: Locale, asOf?: Day | null): string =>
  `${overviewPath(locale, asOf)}${asOf ? '&' : '?'}measure=share`

export const tablePath = (locale: Locale, filter: Filter): string => `/${locale}/commitments${toQuery(filter)}`

export const exportPath = (locale: Locale, filter: Filter): string =>
  `/${locale}/commitments.csv${toQuery({ ...filter, page: 1, pageSize: PAGE_SIZE })}`

export const itemPath = (locale: Locale, ref: string, asOf?: Day | null): string =>
  `/${locale}/commitments/${encodeURIComponent(ref)}${withDay(asOf)}`

/** The address of an item that remembers the view it was opened from, for the way back and to its neighbours. */
export const itemInViewPath = (locale: Locale, ref: string, filter: Filter): string =>
  `${itemPath(locale, ref)}${toQuery({ ...filter, page: 1 })}`

/** Where an assessment of an item is recorded; from the table, over it. */
export const assessPath = (locale: Locale, ref: string): string => `${itemPath(locale, ref)}/assess`

/** Where a follow-up of an item is added; from the item's page, over it. */
export const addFollowUpPath = (locale: Locale, ref: string): string => `${itemPath(locale, ref)}/follow-ups/new`

/** Where one is corrected or withdrawn. */
export const changeFollowUpPath = (locale: Locale, ref: string, key: string, how: 'correct' | 'withdraw'): string =>
  `${itemPath(locale, ref)}/follow-ups/${encodeURIComponent(key)}/${how}`

/** Where an administrator enters a commitment, corrects the titles of one, and withdraws one. */
export const newCommitmentPath = (locale: Locale): string => `/${locale}/commitments/new`
export const retitlePath = (locale: Locale, ref: string): string => `${itemPath(locale, ref)}/retitle`
export const withdrawPath = (locale: Locale, ref: string): string => `${itemPath(locale, ref)}/withdraw`

export const domainsPath = (locale: Locale, asOf?: Day | null): string => `/${locale}/domains${withDay(asOf)}`

export const domainPath = (locale: Locale, slug: string, asOf?: Day | null): string =>
  `/${locale}/domains/${encodeURIComponent(slug)}${withDay(asOf)}`

export const methodPath = (locale: Locale, asOf?: Day | null): string => `/${locale}/method${withDay(asOf)}`

export const sourcePath = (locale: Locale, slug: string, filter: Filter): string =>
  `/${locale}/source/${slug}${toQuery(filter)}`

/** A document with every commitment marked, as of today. */
export const documentPath = (locale: Locale, slug: string): string => `/${locale}/source/${slug}`

/** The place of a commitment's words in a document; its ref is the anchor. */
export const passagePath = (locale: Locale, slug: string, ref: string, asOf?: Day | null): string =>
  `/${locale}/source/${slug}${withDay(asOf)}#${ref}`

/** Where to sign in, and to go on from there. */
export const signInPath = (locale: Locale, next?: string): string =>
  `/${locale}/sign-in${next ? `?next=${encodeURIComponent(next)}` : ''}`

export const accountPath = (locale: Locale): string => `/${locale}/account`

export const peoplePath = (locale: Locale): string => `/${locale}/people`

const withDay = (asOf?: Day | null) => (asOf ? `?asOf=${asOf}` : '')
