import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { concludedBy, domainsOf } from '@/lib/agreement'
import { ledger } from '@/lib/db/client'
import { countCommitments, listCommitments } from '@/lib/db/commitments/read'
import { countFollowUpsByMonth, countSourcesByTier, listHistories } from '@/lib/db/series'
import type { Locale } from '@/lib/locale'
import { domainPath } from '@/lib/paths'
import { ownQuery } from '@/lib/shared-address'
import { within } from '@/lib/summary'
import { decodedSegment, namesMeant } from '@/lib/typed-address'
import { readView } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'
import { workingFieldsFor } from '@/server/request/working-fields'

export type Props = { params: Promise<{ locale: Locale; slug: string }>; searchParams: SearchParams }

// The title and the page read the same address in one request.
const viewOf = cache((query: string) => readView(new URLSearchParams(query), ['asOf']))

/** The view of one domain, with its neighbours; leads to the one that was meant, or 404 where the ledger knows none of that name. */
export async function readDomain({ params, searchParams }: Props) {
  const [{ locale, slug }, query] = await Promise.all([params, searchParamsOf(searchParams)])
  const view = await viewOf(query.toString())
  const domains = domainsOf(view.agreements)
  const place = domains.findIndex((one) => one.slug === slug)
  const domain = domains[place]
  if (!domain) {
    const names = namesMeant(decodedSegment(slug))
    const meant = domains.find((one) => one.slug !== slug && names.includes(one.slug))
    if (!meant) notFound()
    const own = ownQuery(query)
    permanentRedirect(`${domainPath(locale, meant.slug)}${own && `?${own}`}`)
  }
  const filter = { ...view.filter, domain: [domain.slug] }
  return { ...view, filter, domain, previous: domains[place - 1] ?? null, next: domains[place + 1] ?? null }
}

type DomainView = Awaited<ReturnType<typeof readDomain>>

/** All that its page shows of a domain; null where no agreement with it had been concluded by the day asked about. */
export async function readDomainFigures({ agreements: all, domain, filter, day, today }: DomainView) {
  const agreements = concludedBy(all, day).filter(({ domains }) => domains.some(({ slug }) => slug === domain.slug))
  const [agreement] = agreements
  if (!agreement) return null
  const [person, cells, items, months, tiers] = await Promise.all([
    currentPerson(),
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
  const concluded = agreements.map((one) => one.concludedOn).sort()
  const compiled = agreements.map((one) => one.compiledUntil).sort()
  return {
    agreements,
    cells,
    own: within(cells, filter),
    items,
    histories,
    months,
    tiers,
    plans,
    span: { first: concluded[0] ?? agreement.concludedOn, last: day },
    compiledUntil: compiled.at(-1) ?? day,
  }
}
