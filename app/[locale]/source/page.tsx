import { FileQuestion } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import { EmptyState } from '@/components/ui/empty-state'
import { ledger } from '@/lib/db/client'
import { listDocuments } from '@/lib/db/documents'
import { inLanguage } from '@/lib/locale'
import { sourcePath, tablePath } from '@/lib/paths'
import { readView } from '@/server/request/ledger'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('source')
  return { title: t('listTitle'), description: t('listDescription') }
}

/** Redirects to the only document, or lists several. */
export default async function SourcesPage({ searchParams }: { searchParams: SearchParams }) {
  const [locale, t, { filter, day, problems, agreements }] = await Promise.all([
    getLocale(),
    getTranslations('source'),
    readView(await searchParamsOf(searchParams), ['asOf']),
  ])
  const todayHref = `/${locale}/source`
  if (!agreements.some((agreement) => agreement.concludedOn <= day))
    return <EmptyLedger before={agreements.length ? filter.asOf : null} todayHref={todayHref} />

  const documents = await listDocuments(ledger(), day)
  const [first, second] = documents
  if (!first)
    return (
      <EmptyState
        icon={FileQuestion}
        heading="h1"
        title={t('noneTitle')}
        action={<Link href={tablePath(locale, filter)}>{t('noneAction')}</Link>}
      >
        {t('none')}
      </EmptyState>
    )
  if (!second) redirect(sourcePath(locale, first.slug, filter))
  return (
    <>
      <ViewNotices problems={problems} asOf={filter.asOf} todayHref={todayHref} />
      <h1 className="mb-4 font-semibold text-2xl">{t('listTitle')}</h1>
      <ul className="max-w-prose space-y-3">
        {documents.map((document) => (
          <li key={document.slug} className="panel px-4 py-3">
            <Link href={sourcePath(locale, document.slug, filter)} className="font-semibold">
              {inLanguage(locale, document.titleZh, document.titleEn)}
            </Link>
            <p className="text-ink-soft text-sm">{inLanguage(locale, document.publisherZh, document.publisherEn)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
