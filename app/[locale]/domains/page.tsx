import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { DomainComparison } from '@/components/domain/domain-comparison'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import { concludedBy, domainsOf } from '@/lib/agreement'
import { ledger } from '@/lib/db/client'
import { countCommitments } from '@/lib/db/commitments/read'
import { domainsPath } from '@/lib/paths'
import { readView } from '@/server/request/ledger'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('domains')
  return { title: t('title'), description: t('description') }
}

export default async function DomainsPage({ searchParams }: { searchParams: SearchParams }) {
  const [locale, t, view] = await Promise.all([
    getLocale(),
    getTranslations('domains'),
    readView(await searchParamsOf(searchParams), ['asOf']),
  ])
  const { filter, day, problems, today } = view
  const agreements = concludedBy(view.agreements, day)
  const cells = await countCommitments(ledger(), filter, today)
  if (agreements.length === 0)
    return <EmptyLedger before={view.agreements.length ? filter.asOf : null} todayHref={domainsPath(locale)} />

  return (
    <div className="mx-auto max-w-7xl">
      <ViewNotices problems={problems} asOf={filter.asOf} todayHref={domainsPath(locale)} />
      <h1 className="font-semibold text-2xl sm:text-3xl">{t('title')}</h1>
      <p className="mt-2 mb-6 max-w-prose text-lg">{t('lead')}</p>
      <DomainComparison domains={domainsOf(agreements)} cells={cells} filter={filter} />
    </div>
  )
}
