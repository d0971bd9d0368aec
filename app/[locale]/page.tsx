import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { DayText } from '@/components/marks/day-text'
import { AttentionList, type Concern } from '@/components/overview/attention-list'
import { CountCards } from '@/components/overview/count-cards'
import { LatestFollowUps } from '@/components/overview/latest-follow-ups'
import { LatestStatusChanges } from '@/components/overview/latest-status-changes'
import { StatusByDomain } from '@/components/overview/status-by-domain'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import type { Day } from '@/lib/day'
import { listStatusChanges } from '@/lib/db/assessments/read'
import { ledger } from '@/lib/db/client'
import { countCommitments, listCommitments } from '@/lib/db/commitments/read'
import { listLatestFollowUps } from '@/lib/db/follow-ups/read'
import { changed, type Filter } from '@/lib/filter'
import { inLanguage, LANGUAGE_TAG } from '@/lib/locale'
import { overviewPath, tablePath } from '@/lib/paths'
import { HALTED } from '@/lib/status'
import { type Cell, countOf, summaryOf, within } from '@/lib/summary'
import { readView } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'
import { workingFieldsFor } from '@/server/request/working-fields'

const LATEST = 6
const FIRST_FEW = 4

const CONCERNS: Pick<Concern, 'key' | 'parts'>[] = [
  { key: 'halted', parts: { condition: [...HALTED] } },
  { key: 'noRecord', parts: { status: ['NO_RECORD'] } },
  { key: 'quiet', parts: { quiet: true, sort: [{ field: 'lastFollowUpOn', descending: false }] } },
]

/** How many a concern holds for, and the first few of them. Unless it is a filter of its own, the view's `cells` tell. */
async function concernOf(
  { key, parts }: Pick<Concern, 'key' | 'parts'>,
  filter: Filter,
  today: Day,
  cells: Promise<Cell[]>,
): Promise<Concern> {
  const own = { ...changed(filter, parts), pageSize: FIRST_FEW }
  const [counted, items] = await Promise.all([
    own.quiet ? countCommitments(ledger(), own, today) : cells,
    listCommitments(ledger(), own, today),
  ])
  return { key, parts, items, count: countOf(within(counted, own)) }
}

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
  // The layout's template is for the pages below this one.
  return { title: `${title} · ${site('name')}`, description: t('description', { title }) }
}

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const params = await searchParamsOf(searchParams)
  const shares = params.get('measure') === 'share'
  if (shares) params.delete('measure')
  const [locale, t, site, person, view] = await Promise.all([
    getLocale(),
    getTranslations('dashboard'),
    getTranslations('site'),
    currentPerson(),
    readView(params, ['asOf']),
  ])
  const { filter, day, problems, today } = view
  const agreements = view.agreements.filter((agreement) => agreement.concludedOn <= day)
  const counting = countCommitments(ledger(), filter, today)
  const [cells, latest, changes, concerns] = await Promise.all([
    counting,
    listLatestFollowUps(ledger(), day, LATEST),
    listStatusChanges(ledger(), day, LATEST),
    Promise.all(CONCERNS.map((concern) => concernOf(concern, filter, today, counting))),
  ])
  const [agreement] = agreements
  if (!agreement)
    return <EmptyLedger before={view.agreements.length ? filter.asOf : null} todayHref={overviewPath(locale)} />

  const refs = concerns.flatMap(({ items }) => items.map((item) => item.ref))
  const plans = await workingFieldsFor(person, { refs, asOf: filter.asOf })
  const summary = summaryOf(cells)
  const parties = agreement.parties.map((party) => inLanguage(locale, party.nameZh, party.nameEn))
  const only = agreements.length === 1

  return (
    <div className="mx-auto max-w-7xl 2xl:max-w-none">
      <ViewNotices problems={problems} asOf={filter.asOf} todayHref={overviewPath(locale)} />
      <header className="mb-6">
        <h1 className="font-semibold text-2xl sm:text-3xl">
          {only ? inLanguage(locale, agreement.titleZh, agreement.titleEn) : site('name')}
        </h1>
        <p className="mt-2 max-w-prose text-lg">
          {only
            ? t.rich('lead', {
                count: summary.total,
                parties: new Intl.ListFormat(LANGUAGE_TAG[locale], { type: 'conjunction' }).format(parties),
                day: () => <DayText on={agreement.concludedOn} locale={locale} />,
              })
            : t('leadMany', { count: agreements.length })}
        </p>
        {only && (
          <p className="mt-1 max-w-prose text-ink-soft">
            {inLanguage(locale, agreement.countNoteZh, agreement.countNoteEn)}
          </p>
        )}
      </header>
      <CountCards summary={summary} filter={filter} />
      <StatusByDomain cells={cells} filter={filter} agreements={agreements} shares={shares} />
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <div className="space-y-6">
          <LatestStatusChanges changes={changes} asOf={filter.asOf} />
          <LatestFollowUps followUps={latest} asOf={filter.asOf} />
        </div>
        <div className="space-y-6 max-lg:order-first">
          <AttentionList concerns={concerns} filter={filter} plans={plans} />
          <section aria-labelledby="compiled" className="panel p-4 sm:p-6">
            <h2 id="compiled" className="mb-2 font-semibold text-xl">
              {t('compiled')}
            </h2>
            {agreements.map((one) => (
              <p key={one.slug} className="mb-2">
                {inLanguage(locale, one.compiledNoteZh, one.compiledNoteEn)}
              </p>
            ))}
            <p>
              <Link href={tablePath(locale, filter)}>{t('openTable')}</Link>
            </p>
          </section>
        </div>
      </div>
    </div>
  )
}
