import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { ChangeList } from '@/components/changes/change-list'
import { NO_CHANGE_FILTER } from '@/lib/change/filter'
import { changesPath } from '@/lib/change/paths'

/** The latest changes of one item, collapsed at first, and a link to all of them. */
export function ItemChanges({ item, ...list }: { item: string } & ComponentProps<typeof ChangeList>) {
  const t = useTranslations('changes')
  const locale = useLocale()
  return (
    <section aria-labelledby="changes" className="panel print:hidden">
      <details className="group">
        <summary className="flex cursor-pointer items-center gap-2 p-4 sm:px-6">
          <h2 id="changes" className="font-semibold text-xl">
            {t('ofItem')}
          </h2>
          <ChevronDown
            aria-hidden
            className="size-5 text-ink-soft group-open:rotate-180 motion-safe:transition-transform"
          />
        </summary>
        <p className="px-4 text-ink-soft text-sm sm:px-6">{t(list.changes.length ? 'ofItemNote' : 'noneOfItem')}</p>
        <ChangeList {...list} ofItem />
        <p className="px-4 pt-1 pb-4 sm:px-6">
          <Link href={changesPath(locale, { ...NO_CHANGE_FILTER, item })} prefetch={false} rel="nofollow">
            {t('allOfItem', { ref: item })}
          </Link>
        </p>
      </details>
    </section>
  )
}
