import { SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import { CommitmentList } from '@/components/table/commitment-list'
import { Pagination } from '@/components/table/pagination'
import { ViewControls } from '@/components/table/view-controls'
import { EmptyState } from '@/components/ui/empty-state'
import { may } from '@/lib/account'
import { ledger } from '@/lib/db/client'
import { countCommitments, listCommitments } from '@/lib/db/commitments/read'
import { changed, NO_FILTER } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import { countOf, within } from '@/lib/summary'
import { readView } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'
import { tableLayout } from '@/server/request/tastes'
import { workingFieldsFor } from '@/server/request/working-fields'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('table')
  return { title: t('title'), description: t('description') }
}

export default async function CommitmentsPage({ searchParams }: { searchParams: SearchParams }) {
  const [locale, t, view, layout, person] = await Promise.all([
    getLocale(),
    getTranslations('table'),
    readView(await searchParamsOf(searchParams)),
    tableLayout(),
    currentPerson(),
  ])
  const { filter, day, problems, agreements, today } = view
  const [cells, items] = await Promise.all([
    countCommitments(ledger(), filter, today),
    listCommitments(ledger(), filter, today),
  ])
  const kept = within(cells, filter)
  const count = countOf(kept)
  const todayHref = tablePath(locale, changed(filter, { asOf: null }))

  const plans = await workingFieldsFor(person, { refs: items.map((item) => item.ref), asOf: filter.asOf })

  if (cells.length === 0 && filter.q === null && !filter.quiet)
    return <EmptyLedger before={agreements.length ? filter.asOf : null} todayHref={todayHref} />
  return (
    <div className="print-wide">
      <h1 className="mb-4 text-2xl font-semibold">{t('title')}</h1>
      <ViewNotices problems={problems} asOf={filter.asOf} todayHref={todayHref} />
      <ViewControls
        filter={filter}
        cells={cells}
        agreements={agreements}
        today={today}
        layout={layout}
        mayAdd={may(person, 'ADMIN')}
      />
      {count === 0 ? (
        <EmptyState
          icon={SearchX}
          title={t('noMatchTitle')}
          action={<Link href={tablePath(locale, changed(filter, NO_FILTER))}>{t('noMatchAction')}</Link>}
        >
          {t('noMatch')}
        </EmptyState>
      ) : (
        <>
          <CommitmentList
            items={items}
            cells={kept}
            filter={filter}
            agreements={agreements}
            day={day}
            layout={layout}
            mayAssess={may(person, 'EDITOR')}
            plans={plans}
          />
          <Pagination filter={filter} count={count} />
        </>
      )}
    </div>
  )
}
