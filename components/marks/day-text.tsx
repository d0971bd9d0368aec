import { type Day, formatDay, formatDays } from '@/lib/day'
import type { Locale } from '@/lib/locale'

/** A day, or the days from one to another, in the reader's language. */
export function DayText({ on, until = null, locale }: { on: Day; until?: Day | null; locale: Locale }) {
  return (
    <time dateTime={on} className="whitespace-nowrap">
      {until ? formatDays(on, until, locale) : formatDay(on, locale)}
    </time>
  )
}
