import { formatDay } from '@/lib/day'
import { inLanguage, type Locale } from '@/lib/locale'

/** An instant as the clock in a time zone shows it, to the minute: 23 Nov 2026, 08:40; 2026年11月23日 08:40. */
export function formatInstant(at: string, locale: Locale, timeZone: string): string {
  const numbers = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const parts = new Intl.DateTimeFormat('en-CA', { ...numbers, hourCycle: 'h23', timeZone }).formatToParts(new Date(at))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  const day = formatDay(`${part('year')}-${part('month')}-${part('day')}`, locale)
  return `${day}${inLanguage(locale, ' ', ', ')}${part('hour')}:${part('minute')}`
}

/** The hour that begins at an instant: 23 Nov 2026, 14:00–15:00 UTC; 2026年11月23日 14:00至15:00（UTC）. */
export function formatHour(from: Date, locale: Locale): string {
  const end = `${String((from.getUTCHours() + 1) % 24).padStart(2, '0')}:00`
  const begin = formatInstant(from.toISOString(), locale, 'UTC')
  return locale === 'zh' ? `${begin}至${end}（UTC）` : `${begin}–${end} UTC`
}
