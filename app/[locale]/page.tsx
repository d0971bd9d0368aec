import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { readOverview } from '@/app/[locale]/read-overview'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { AttentionList } from '@/components/overview/attention-list'
import { CompiledNote } from '@/components/overview/compiled-note'
import { CountCards } from '@/components/overview/count-cards'
import { LatestFollowUps } from '@/components/overview/latest-follow-ups'
import { LatestStatusChanges } from '@/components/overview/latest-status-changes'
import { OverviewHeading } from '@/components/overview/overview-heading'
import { StatusByDomain } from '@/components/overview/status-by-domain'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import { inLanguage } from '@/lib/locale'
import { overviewPath } from '@/lib/paths'
import { readView } from '@/server/request/ledger'

export async function generateMetadata({ searchParams }: { searchParams: SearchParams }): Promise<Metadata> {
  const [locale, t, site, { agreements }] = await Promise.all([
    getLocale(),
    getTranslations('dashboard'),
    getTranslations('site'),
    readView(await searchParamsOf(searchParams)),
  ])
  const [agreement] = agreements
  if (!agreement || agreements.length > 1) return {}
  const title = inLanguage(locale, agreement.titleZh, agreement.titleEn)
  // The layout's title template applies to the pages below this one only.
  return { title: `${title} · ${site('name')}`, description: t('description', { title }) }
}

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParamsOf(searchParams)
  const shares = params.get('measure') === 'share'
  if (shares) params.delete('measure')
  const [locale, view] = await Promise.all([getLocale(), readView(params, ['asOf'])])
  const overview = await readOverview(view)
  const { filter, problems } = view
  const { asOf } = filter
  const todayHref = overviewPath(locale)
  if (!overview) return <EmptyLedger before={view.agreements.length ? asOf : null} todayHref={todayHref} />

  const { agreement, agreements, cells, summary, followUps, changes, concerns, plans } = overview
  return (
    <div className="mx-auto max-w-7xl 2xl:max-w-none">
      <ViewNotices problems={problems} asOf={asOf} todayHref={todayHref} />
      <OverviewHeading agreement={agreement} among={agreements.length} count={summary.total} />
      <CountCards summary={summary} filter={filter} />
      <StatusByDomain cells={cells} filter={filter} agreements={agreements} shares={shares} />
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <div className="space-y-6">
          <LatestStatusChanges changes={changes} asOf={asOf} />
          <LatestFollowUps followUps={followUps} asOf={asOf} />
        </div>
        <div className="space-y-6 max-lg:order-first">
          <AttentionList concerns={concerns} filter={filter} plans={plans} />
          <CompiledNote agreements={agreements} filter={filter} />
        </div>
      </div>
    </div>
  )
}
