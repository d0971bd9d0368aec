import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { DayText } from '@/components/marks/day-text'
import { MethodContents } from '@/components/method/method-contents'
import { MethodDefinitions } from '@/components/method/method-definitions'
import { MethodFields } from '@/components/method/method-fields'
import { MethodLimits } from '@/components/method/method-limits'
import { MethodRecord } from '@/components/method/method-record'
import { MethodRule } from '@/components/method/method-rule'
import { ViewNotices } from '@/components/site/view-notices'
import { concludedBy } from '@/lib/agreement'
import { ledger } from '@/lib/db/client'
import { countCommitments } from '@/lib/db/commitments/read'
import { methodPath } from '@/lib/paths'
import { METHOD_VERSION } from '@/lib/rule'
import { countOf } from '@/lib/summary'
import { readView } from '@/server/request/ledger'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('method')
  return { title: t('title'), description: t('description') }
}

export default async function MethodPage({ searchParams }: { searchParams: SearchParams }) {
  const [locale, t, view] = await Promise.all([
    getLocale(),
    getTranslations('method'),
    readView(await searchParamsOf(searchParams), ['asOf']),
  ])
  const { filter, day, problems, agreements, today } = view
  const cells = await countCommitments(ledger(), filter, today)
  return (
    <div className="mx-auto max-w-6xl">
      <ViewNotices problems={problems} asOf={filter.asOf} todayHref={methodPath(locale)} />
      <header className="mb-8">
        <p className="text-ink-soft">{t('version', { version: METHOD_VERSION })}</p>
        <h1 className="font-semibold text-2xl sm:text-3xl">{t('title')}</h1>
        <p className="mt-2 max-w-prose text-lg">{t('lead')}</p>
        <p className="mt-2 max-w-prose text-ink-soft">
          {t.rich('countNote', { n: countOf(cells), day: () => <DayText on={day} locale={locale} /> })}
        </p>
      </header>
      <div className="grid items-start gap-8 lg:grid-cols-[12rem_minmax(0,1fr)]">
        <MethodContents />
        <div className="min-w-0 max-w-4xl space-y-8">
          <MethodFields />
          <MethodDefinitions cells={cells} filter={filter} />
          <MethodRecord />
          <MethodRule />
          <MethodLimits agreements={concludedBy(agreements, day)} />
        </div>
      </div>
    </div>
  )
}
