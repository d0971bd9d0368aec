import { LANGUAGE_TAG, type Locale } from '@/lib/locale'
import type { FollowUpMonth, Month } from '@/lib/series'

export const totalOf = ({ direct, background }: FollowUpMonth) => direct + background

/** A month for readers: November 2023, 2023年11月. */
export const nameOf = (month: Month, locale: Locale): string =>
  new Intl.DateTimeFormat(LANGUAGE_TAG[locale], { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
