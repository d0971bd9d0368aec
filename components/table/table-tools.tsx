import { Download, Plus } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { LayoutMenu } from '@/components/table/layout-menu'
import type { Filter } from '@/lib/filter'
import { exportPath, newCommitmentPath } from '@/lib/paths'
import type { TableLayout } from '@/lib/table-layout'

/** What can be done with the whole table: add to it, export its rows, choose its columns. */
export function TableTools({
  filter,
  layout,
  mayAdd = false,
}: {
  filter: Filter
  layout: TableLayout
  /** Whether the reader may enter commitments. */
  mayAdd?: boolean
}) {
  const t = useTranslations('table')
  const locale = useLocale()
  return (
    <div className="ml-auto flex flex-wrap items-center justify-between gap-x-4 gap-y-2 max-sm:w-full print:hidden">
      {mayAdd && (
        <Link
          href={newCommitmentPath(locale)}
          prefetch={false}
          className="inline-flex items-center gap-1.5 text-[0.9375rem]"
        >
          <Plus aria-hidden className="size-4" />
          {t('add')}
        </Link>
      )}
      <a href={exportPath(locale, filter)} download className="inline-flex items-center gap-1.5 text-[0.9375rem]">
        <Download aria-hidden className="size-4" />
        {t('export')}
      </a>
      <LayoutMenu layout={layout} />
    </div>
  )
}
