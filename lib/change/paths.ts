import { type ChangeFilter, NO_CHANGE_FILTER, toChangeQuery } from '@/lib/change/filter'
import type { Locale } from '@/lib/locale'

/** Addresses within the record: of the server's pages alone, so that no browser loads how they are read. */
export const changesPath = (locale: Locale, filter: ChangeFilter = NO_CHANGE_FILTER): string =>
  `/${locale}/changes${toChangeQuery(filter)}`

/** Where one change stands, whatever comes after it: the page begins with it. */
export const changePath = (locale: Locale, sequence: number): string =>
  `${changesPath(locale, { ...NO_CHANGE_FILTER, before: sequence + 1 })}#change-${sequence}`
