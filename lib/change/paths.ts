import { type ChangeFilter, NO_CHANGE_FILTER, toChangeQuery } from '@/lib/change/filter'
import type { Locale } from '@/lib/locale'

/** Addresses within the record. Only the server's pages make them, so no browser loads the parser behind them. */
export const changesPath = (locale: Locale, filter: ChangeFilter = NO_CHANGE_FILTER): string =>
  `/${locale}/changes${toChangeQuery(filter)}`

/** The permanent address of one change: a page that begins with it. */
export const changePath = (locale: Locale, sequence: number): string =>
  `${changesPath(locale, { ...NO_CHANGE_FILTER, before: sequence + 1 })}#change-${sequence}`
