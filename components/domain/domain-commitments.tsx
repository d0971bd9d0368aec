import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { CommitmentList } from '@/components/table/commitment-list'
import { SORT_FORM } from '@/components/table/sort-button'
import { TableTools } from '@/components/table/table-tools'
import { GetForm } from '@/components/ui/get-form'
import { changed, toQuery } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import { countOf } from '@/lib/summary'

/** The commitments of a domain in the main table; sorting it leads to the table's own page, filtered by the domain. */
export function DomainCommitments(list: ComponentProps<typeof CommitmentList>) {
  const { cells, filter, layout } = list
  const t = useTranslations('domains')
  const locale = useLocale()
  return (
    <section aria-labelledby="commitments" className="print-wide">
      <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-1">
        <h2 id="commitments" className="font-semibold text-xl">
          {t('commitments')}
        </h2>
        <p className="mr-auto text-[0.9375rem] print:hidden">
          <Link href={tablePath(locale, filter)}>{t('openTable', { count: countOf(cells) })}</Link>
        </p>
        <TableTools filter={filter} layout={layout} />
      </div>
      <GetForm id={SORT_FORM} action={`/${locale}/commitments`} hidden={toQuery(changed(filter, { sort: [] }))} />
      <CommitmentList {...list} />
    </section>
  )
}
