import { ChevronLeft } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { type Props, readDomain, readDomainFigures } from '@/app/[locale]/domains/[slug]/read-domain'
import { DomainCommitments } from '@/components/domain/domain-commitments'
import { DomainCounts } from '@/components/domain/domain-counts'
import { DomainHeading } from '@/components/domain/domain-heading'
import { DomainLines } from '@/components/domain/domain-lines'
import { DomainNeighbours } from '@/components/domain/domain-neighbours'
import { DomainSources } from '@/components/domain/domain-sources'
import { FollowUpMonths } from '@/components/domain/follow-up-months'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import { may } from '@/lib/account'
import { inLanguage } from '@/lib/locale'
import { domainPath, domainsPath, methodPath } from '@/lib/paths'
import { monthsOf } from '@/lib/series'
import { countOf } from '@/lib/summary'
import { currentPerson } from '@/server/request/session'
import { tableLayout } from '@/server/request/tastes'

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [locale, t, { domain }] = await Promise.all([getLocale(), getTranslations('domains'), readDomain(props)])
  const name = inLanguage(locale, domain.nameZh, domain.nameEn)
  return { title: name, description: t('descriptionOf', { domain: name }) }
}

export default async function DomainPage(props: Props) {
  const [locale, t, view, layout, person] = await Promise.all([
    getLocale(),
    getTranslations('domains'),
    readDomain(props),
    tableLayout(),
    currentPerson(),
  ])
  const { domain, previous, next, filter, day, problems } = view
  const { asOf } = filter
  const todayHref = domainPath(locale, domain.slug)
  const figures = await readDomainFigures(view)
  if (!figures) return <EmptyLedger before={asOf} todayHref={todayHref} />

  const { agreements, cells, own, items, histories, months, tiers, plans, span, compiledUntil } = figures
  return (
    <div className="mx-auto max-w-7xl space-y-6">
      <div>
        <ViewNotices problems={problems} asOf={asOf} todayHref={todayHref} />
        <p className="mb-3 print:hidden">
          <Link href={domainsPath(locale, asOf)} className="inline-flex items-center gap-1">
            <ChevronLeft aria-hidden className="size-4" />
            {t('back')}
          </Link>
        </p>
        <DomainHeading domain={domain} agreements={agreements} count={countOf(own)} total={countOf(cells)} />
      </div>
      {items.length === 0 ? (
        <p className="panel p-4 sm:p-6">{t('noCommitments')}</p>
      ) : (
        <>
          <DomainCounts cells={own} filter={filter} />
          <DomainLines items={items} histories={histories} span={span} compiledUntil={compiledUntil} filter={filter} />
          <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
            <FollowUpMonths months={monthsOf(months, span)} />
            <DomainSources tiers={tiers} methodHref={`${methodPath(locale, asOf)}#sources`} />
          </div>
          <DomainCommitments
            items={items}
            cells={own}
            filter={filter}
            agreements={view.agreements}
            day={day}
            layout={layout}
            mayAssess={may(person, 'EDITOR')}
            plans={plans}
          />
        </>
      )}
      <DomainNeighbours previous={previous} next={next} asOf={asOf} />
    </div>
  )
}
