import { ChevronLeft } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { DomainCommitments } from '@/components/domain/domain-commitments'
import { DomainCounts } from '@/components/domain/domain-counts'
import { DomainLines } from '@/components/domain/domain-lines'
import { DomainNeighbours } from '@/components/domain/domain-neighbours'
import { DomainSources } from '@/components/domain/domain-sources'
import { FollowUpMonths } from '@/components/domain/follow-up-months'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import { may } from '@/lib/account'
import { domainsOf } from '@/lib/agreement'
import { ledger } from '@/lib/db/client'
import { countCommitments, listCommitments } from '@/lib/db/commitments/read'
import { countFollowUpsByMonth, countSourcesByTier, listHistories } from '@/lib/db/series'
import { inLanguage } from '@/lib/locale'
import { domainPath, domainsPath, methodPath } from '@/lib/paths'
import { monthsOf } from '@/lib/series'
import { countOf, within } from '@/lib/summary'
import { readView } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'
import { tableLayout } from '@/server/request/tastes'
import { workingFieldsFor } from '@/server/request/working-fields'

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

// The title and the page read the same address in one request.
const viewOf = cache((query: string) => readView(new URLSearchParams(query), ['asOf']))

/** The view of one domain, with its neighbours; 404 where the ledger knows no domain of that name. */
async function read({ params, searchParams }: Props) {
  const [{ slug }, view] = await Promise.all([params, viewOf((await searchParamsOf(searchParams)).toString())])
  const domains = domainsOf(view.agreements)
  const place = domains.findIndex((one) => one.slug === slug)
  const domain = domains[place]
  if (!domain) notFound()
  const filter = { ...view.filter, domain: [domain.slug] }
  return { ...view, filter, domain, previous: domains[place - 1] ?? null, next: domains[place + 1] ?? null }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [locale, t, { domain }] = await Promise.all([getLocale(), getTranslations('domains'), read(props)])
  const name = inLanguage(locale, domain.nameZh, domain.nameEn)
  return { title: name, description: t('descriptionOf', { domain: name }) }
}

export default async function DomainPage(props: Props) {
  const [locale, t, view, layout, person] = await Promise.all([
    getLocale(),
    getTranslations('domains'),
    read(props),
    tableLayout(),
    currentPerson(),
  ])
  const { domain, previous, next, filter, day, problems, today } = view
  const todayHref = domainPath(locale, domain.slug)
  const agreements = view.agreements.filter(
    ({ concludedOn, domains }) => concludedOn <= day && domains.some(({ slug }) => slug === domain.slug),
  )
  const [agreement] = agreements
  if (!agreement) return <EmptyLedger before={filter.asOf} todayHref={todayHref} />

  const [cells, items, monthCounts, tiers] = await Promise.all([
    countCommitments(ledger(), filter, today),
    listCommitments(ledger(), filter, today),
    countFollowUpsByMonth(ledger(), filter, today),
    countSourcesByTier(ledger(), filter, today),
  ])
  const refs = items.map((item) => item.ref)
  const [histories, plans] = await Promise.all([
    listHistories(ledger(), refs, day),
    workingFieldsFor(person, { refs, asOf: filter.asOf }),
  ])
  const own = within(cells, filter)
  const concluded = agreements.map((one) => one.concludedOn).sort()
  const compiled = agreements.map((one) => one.compiledUntil).sort()
  const span = { first: concluded[0] ?? agreement.concludedOn, last: day }

  return (
    <div className="mx-auto max-w-7xl space-y-6">
      <div>
        <ViewNotices problems={problems} asOf={filter.asOf} todayHref={todayHref} />
        <p className="mb-3 print:hidden">
          <Link href={domainsPath(locale, filter.asOf)} className="inline-flex items-center gap-1">
            <ChevronLeft aria-hidden className="size-4" />
            {t('back')}
          </Link>
        </p>
        <header>
          <h1 className="font-semibold text-2xl sm:text-3xl">{inLanguage(locale, domain.nameZh, domain.nameEn)}</h1>
          <p className="mt-1 text-ink-soft text-lg" lang={inLanguage(locale, 'en-GB', 'zh-CN')}>
            {inLanguage(locale, domain.nameEn, domain.nameZh)}
          </p>
          <p className="mt-2 max-w-prose text-lg">
            {t('leadOf', {
              count: countOf(own),
              total: countOf(cells),
              agreement: agreements.map((one) => inLanguage(locale, one.titleZh, one.titleEn)).join(t('stepSeparator')),
            })}
          </p>
        </header>
      </div>
      {items.length === 0 ? (
        <p className="panel p-4 sm:p-6">{t('noCommitments')}</p>
      ) : (
        <>
          <DomainCounts cells={own} filter={filter} />
          <DomainLines
            items={items}
            histories={histories}
            span={span}
            compiledUntil={compiled.at(-1) ?? span.last}
            filter={filter}
          />
          <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)]">
            <FollowUpMonths months={monthsOf(monthCounts, span)} />
            <DomainSources tiers={tiers} methodHref={`${methodPath(locale, filter.asOf)}#sources`} />
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
      <DomainNeighbours previous={previous} next={next} asOf={filter.asOf} />
    </div>
  )
}
