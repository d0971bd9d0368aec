import { inLanguage, type Locale } from '@/lib/locale'

/** A calendar day as `YYYY-MM-DD`. Days compare as strings. */
export type Day = string

/** True of a day that exists in the calendar, from 0001-01-01 to 9999-12-31. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '0001') return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}

/** The day it is at `instant` in an IANA time zone. */
export function dayAt(instant: Date, timeZone: string): Day {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(instant)
}

/** The first instant of a day in an IANA time zone, found by halving: none is more than 15 hours from UTC. */
export function startOfDay(day: Day, timeZone: string): Date {
  const midnight = dateOf(day).getTime()
  // Years before the first have other names in Intl, and in PostgreSQL.
  let before = Math.max(midnight - 15 * 3_600_000, dateOf('0001-01-01').getTime() - 1)
  let after = midnight + 15 * 3_600_000
  while (after - before > 1) {
    const between = Math.floor((before + after) / 2)
    if (dayAt(new Date(between), timeZone).padStart(10, '0') < day) before = between
    else after = between
  }
  return new Date(after)
}

/** The same day `years` later; 29 February becomes 28 February where there is none. */
export function yearsAfter(day: Day, years: number): Day {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  return isDay(later) ? later : later.replace('-02-29', '-02-28')
}

export const nextDay = (day: Day): Day => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000))

/** Whole days from one day to another; negative where the second comes first. */
export const daysBetween = (from: Day, to: Day): number => (dateOf(to).getTime() - dateOf(from).getTime()) / 86_400_000

/** A database `Date` column, which Prisma reads as midnight UTC, as a day, and back. */
export const dayOf = (date: Date): Day => date.toISOString().slice(0, 10)
export const dateOf = (day: Day): Date => new Date(`${day}T00:00:00Z`)

// What is drawn on the server is drawn once more in the browser, which may know another version of Intl and write a space or a
// month another way. So it is written here.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

/** A day for readers: 26 Apr 2024, 2024年4月26日. */
export function formatDay(day: Day, locale: Locale): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return inLanguage(locale, `${year}年${month}月${date}日`, `${date} ${MONTHS[month - 1]} ${year}`)
}

/** The days from `first` to `last`, with what they share said once: 15–16 Dec 2025, 2025年12月15日至16日. */
export function formatDays(first: Day, last: Day | null, locale: Locale): string {
  if (last === null || last === first) return formatDay(first, locale)
  const [from, to] = [formatDay(first, locale), formatDay(last, locale)]
  const isSame = (characters: number) => first.slice(0, characters) === last.slice(0, characters)
  if (locale === 'zh') return `${from}至${to.replace(isSame(7) ? /^.*月/ : isSame(4) ? /^.*年/ : '', '')}`
  return `${from.replace(isSame(7) ? / .*$/ : isSame(4) ? / \d+$/ : '', '')}–${to}`
}
