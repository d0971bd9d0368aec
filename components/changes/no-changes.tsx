import { ScrollText, SearchX } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { changesPath } from '@/lib/change/paths'
import { type Day, formatDay } from '@/lib/day'

/** Why no change is listed: none matches, none is older, or (`beforeAll`) none had been made by the day asked about. */
export function NoChanges({ beforeAll, isPast }: { beforeAll: Day | null; isPast: boolean }) {
  const t = useTranslations('changes')
  const locale = useLocale()
  const why = beforeAll !== null ? 'before' : isPast ? 'past' : 'noMatch'
  return (
    <EmptyState
      icon={why === 'noMatch' ? SearchX : ScrollText}
      title={
        beforeAll !== null
          ? t('beforeTitle', { day: formatDay(beforeAll, locale) })
          : t(isPast ? 'pastTitle' : 'noMatchTitle')
      }
      action={<Link href={changesPath(locale)}>{t(why === 'noMatch' ? 'noMatchAction' : 'newest')}</Link>}
    >
      {t(why)}
    </EmptyState>
  )
}
