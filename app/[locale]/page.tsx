import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { readView } from '@/app/ledger'
import { AttentionList, type Concern } from '@/components/attention-list'
import { CountCards } from '@/components/count-cards'
import { DayText } from '@/components/day-text'
import { EmptyLedger } from '@/components/empty-ledger'
import { LatestFollowUps } from '@/components/latest-follow-ups'
import { overviewPath, tablePath } from '@/components/paths'
import { StatusByDomain } from '@/components/status-by-domain'
import { ViewNotices } from '@/components/view-notices'
import type { Day } from '@/lib/day'
import { ledger } from '@/lib/db/client'
import { countCommitments, listCommitments } from '@/lib/db/commitments'
import { listLatestFollowUps } from '@/lib/db/follow-ups'
import { changed, type Filter } from '@/lib/filter'
import { inLanguage, LANGUAGE_TAG } from '@/lib/locale'
import { HALTED } from '@/lib/status'
import { type Cell, countOf, summaryOf, within } from '@/lib/summary'

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

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const [locale, t, site, view] = await Promise.all([
    getLocale(),
    getTranslations('dashboard'),
    getTranslations('site'),
    readView(await searchParamsOf(searchParams), ['asOf']),
  ])
  const { filter, problems, today } = view
  const agreements = view.agreements.filter((agreement) => agreement.concludedOn <= filter.asOf)
  const counting = countCommitments(ledger(), filter, today)
  const [cells, latest, concerns] = await Promise.all([
    counting,
    listLatestFollowUps(ledger(), filter.asOf, LATEST),
    Promise.all(CONCERNS.map((concern) => concernOf(concern, filter, today, counting))),
  ])
  const [agreement] = agreements
  const onDay = filter.asOf === today ? null : filter.asOf
  if (!agreement) return <EmptyLedger before={view.agreements.length ? onDay : null} todayHref={overviewPath(locale)} />

  const summary = summaryOf(cells)
  const parties = agreement.parties.map((party) => inLanguage(locale, party.nameZh, party.nameEn))
  const only = agreements.length === 1

  return (
    <div className="mx-auto max-w-7xl 2xl:max-w-none">
      <ViewNotices problems={problems} asOf={onDay} todayHref={overviewPath(locale)} />
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
      <CountCards summary={summary} filter={filter} today={today} />
      <StatusByDomain cells={cells} filter={filter} agreements={agreements} today={today} />
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <LatestFollowUps followUps={latest} onDay={onDay} />
        <div className="space-y-6 max-lg:order-first">
          <AttentionList concerns={concerns} filter={filter} today={today} />
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
              <Link href={tablePath(locale, filter, today)}>{t('openTable')}</Link>
            </p>
          </section>
        </div>
      </div>
    </div>
  )
}
