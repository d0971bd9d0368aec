import { BookDashed } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { type Day, formatDay } from '@/lib/day'
import { methodPath } from '@/lib/paths'

/**
 * Shown where no agreement has been entered, or (`before`) none was concluded by the day asked about. An empty ledger is
 * empty on every day, so it links to the method instead of to today.
 */
export function EmptyLedger({ before, todayHref }: { before: Day | null; todayHref: string }) {
  const t = useTranslations('table')
  const method = useTranslations('method')
  const locale = useLocale()
  return (
    <EmptyState
      icon={BookDashed}
      heading="h1"
      title={before ? t('beforeTitle', { day: formatDay(before, locale) }) : t('emptyTitle')}
      action={
        before ? (
          <Link href={todayHref}>{t('emptyAction')}</Link>
        ) : (
          <Link href={methodPath(locale)}>{method('title')}</Link>
        )
      }
    >
      {t(before ? 'before' : 'empty')}
    </EmptyState>
  )
}
