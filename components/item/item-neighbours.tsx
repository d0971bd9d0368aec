import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { Filter } from '@/lib/filter'
import { itemInViewPath, tablePath } from '@/lib/paths'

/** The way back to the view that an item was opened from, and to the items before and after it there. */
export function ItemNeighbours({
  previous,
  next,
  filter,
}: {
  previous: string | null
  next: string | null
  filter: Filter
}) {
  const t = useTranslations('item')
  const locale = useLocale()
  return (
    <nav aria-label={t('inView')} className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-1 print:hidden">
      <Link href={tablePath(locale, filter)} className="inline-flex items-center gap-1">
        <ChevronLeft aria-hidden className="size-4" />
        {t('back')}
      </Link>
      {previous && (
        <Link rel="prev" href={itemInViewPath(locale, previous, filter)} prefetch={false}>
          {t('previous', { ref: previous })}
        </Link>
      )}
      {next && (
        <Link rel="next" href={itemInViewPath(locale, next, filter)} prefetch={false}>
          {t('next', { ref: next })}
        </Link>
      )}
    </nav>
  )
}
