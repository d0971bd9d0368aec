import type { Day } from '@/lib/day'
import { type Filter, toQuery } from '@/lib/filter'
import type { Locale } from '@/lib/locale'

/** Addresses of the pages. A day other than today goes along, so that a reader stays on the day they asked about. */
export const overviewPath = (locale: Locale, asOf?: Day | null): string => `/${locale}${onDay(asOf)}`

export const tablePath = (locale: Locale, filter: Filter, today: Day): string =>
  `/${locale}/commitments${toQuery(filter, today)}`

export const itemPath = (locale: Locale, ref: string, asOf?: Day | null): string =>
  `/${locale}/commitments/${encodeURIComponent(ref)}${onDay(asOf)}`

const onDay = (asOf?: Day | null) => (asOf ? `?asOf=${asOf}` : '')
