import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { changed, type Filter } from '@/lib/filter'
import { tablePath } from '@/lib/paths'

/** The page of a view, with links to the ones beside it; nothing where there is only one. Past the end it links back. */
export function Pagination({ filter, count }: { filter: Filter; count: number }) {
  const t = useTranslations('table')
  const locale = useLocale()
  const pages = Math.ceil(count / filter.pageSize)
  const to = (page: number) => tablePath(locale, changed(filter, { page }))
  if (filter.page > pages)
    return (
      <p className="mt-4 flex flex-wrap gap-4">
        {t('past', { page: filter.page })} <Link href={to(1)}>{t('firstPage')}</Link>
      </p>
    )
  if (pages === 1) return null
  return (
    <nav aria-label={t('pagination')} className="mt-4 flex flex-wrap items-center gap-4 print:hidden">
      {filter.page > 1 && (
        <Link rel="prev" href={to(filter.page - 1)} prefetch={false}>
          {t('previous')}
        </Link>
      )}
      <span className="text-ink-soft">{t('pages', { page: filter.page, pages })}</span>
      {filter.page < pages && (
        <Link rel="next" href={to(filter.page + 1)} prefetch={false}>
          {t('next')}
        </Link>
      )}
    </nav>
  )
}
