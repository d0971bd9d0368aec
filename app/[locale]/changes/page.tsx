import { ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { ChainHead } from '@/components/changes/chain-head'
import { ChangeControls } from '@/components/changes/change-controls'
import { ChangeList } from '@/components/changes/change-list'
import { NoChanges } from '@/components/changes/no-changes'
import { ViewNotices } from '@/components/site/view-notices'
import { EmptyState } from '@/components/ui/empty-state'
import { may } from '@/lib/account'
import { actionsFor, kindsFor } from '@/lib/change/change'
import { NO_CHANGE_FILTER, parseChangeFilter } from '@/lib/change/filter'
import { changesPath } from '@/lib/change/paths'
import { findKnown } from '@/lib/db/changes/known'
import { CHANGES_COUNTED, countChangesFor, findHead, listActors, listChangesFor } from '@/lib/db/changes/read'
import { ledger } from '@/lib/db/client'
import { parametersIn } from '@/lib/shared-address'
import { timeZone, today } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'

type Props = { searchParams: SearchParams }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [t, params] = await Promise.all([getTranslations('changes'), searchParamsOf(searchParams)])
  // Search engines index the whole record, not filtered parts of it.
  const robots = parametersIn(params).size > 0 ? { robots: { index: false, follow: true } } : {}
  return { title: t('title'), description: t('description'), ...robots }
}

export default async function ChangesPage({ searchParams }: Props) {
  const [locale, t, person, params] = await Promise.all([
    getLocale(),
    getTranslations('changes'),
    currentPerson(),
    searchParamsOf(searchParams),
  ])
  const kinds = kindsFor(person)
  const day = today()
  const { filter, problems } = parseChangeFilter(params, { kinds, today: day })
  const reader = { actions: actionsFor(person, filter.kind), timeZone: timeZone() }
  const [head, { changes, hasOlder }, count, actors] = await Promise.all([
    findHead(ledger()),
    listChangesFor(ledger(), filter, reader),
    countChangesFor(ledger(), filter, reader),
    listActors(ledger(), { ...reader, actions: actionsFor(person) }),
  ])
  if (!head)
    return (
      <EmptyState
        icon={ScrollText}
        heading="h1"
        title={t('emptyTitle')}
        action={<Link href={`/${locale}/commitments`}>{t('emptyAction')}</Link>}
      >
        {t('empty')}
      </EmptyState>
    )
  // Whoever is only named in the address stays unknown: the reader may not know that there is such a person.
  const known = await findKnown(ledger(), changes, actors)
  const byThen = { ...NO_CHANGE_FILTER, to: filter.to }
  const isBeforeAll = count === 0 && (await countChangesFor(ledger(), byThen, { ...reader, actions: null })) === 0
  const last = changes.at(-1)
  return (
    <div className="mx-auto max-w-5xl">
      <h1 className="font-semibold text-2xl">{t('title')}</h1>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">{t('lead')}</p>
      <ViewNotices problems={problems} asOf={null} todayHref={changesPath(locale)} />
      <ChainHead sequence={head.sequence} hash={head.hash} />
      <ChangeControls
        filter={filter}
        kinds={kinds}
        actors={actors}
        known={known}
        count={Math.min(count, CHANGES_COUNTED)}
        isMore={count > CHANGES_COUNTED}
        today={day}
      />
      {last ? (
        <div className="panel">
          <ChangeList changes={changes} known={known} timeZone={timeZone()} />
        </div>
      ) : (
        <NoChanges beforeAll={isBeforeAll ? filter.to : null} isPast={count > 0} />
      )}
      <nav aria-label={t('pages')} className="mt-4 flex flex-wrap items-center gap-4 print:hidden">
        {filter.before !== null && (
          <Link href={changesPath(locale, { ...filter, before: null })} prefetch={false}>
            {t('newest')}
          </Link>
        )}
        {hasOlder && last && (
          <Link rel="next" href={changesPath(locale, { ...filter, before: last.sequence })} prefetch={false}>
            {t('older')}
          </Link>
        )}
      </nav>
      {!may(person, 'ADMIN') && (
        <p className="mt-4 max-w-prose text-ink-soft text-sm">{t('gaps', { who: person ? 'signedIn' : 'nobody' })}</p>
      )}
    </div>
  )
}
