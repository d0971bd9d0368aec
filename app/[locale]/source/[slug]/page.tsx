import { FileText, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import { SOURCE_FACETS } from '@/components/source/source-facet-links'
import { SourceHeading } from '@/components/source/source-heading'
import { SourceLegend } from '@/components/source/source-legend'
import { SourceState } from '@/components/source/source-state'
import { SourceText } from '@/components/source/source-text'
import { ledger } from '@/lib/db/client'
import { findDocument, findMeantDocument, listMarks } from '@/lib/db/documents'
import { changed } from '@/lib/filter'
import { inLanguage } from '@/lib/locale'
import { sourcePath } from '@/lib/paths'
import { cellsOf } from '@/lib/source'
import { decodedSegment } from '@/lib/typed-address'
import { readView } from '@/server/request/ledger'

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams }

// The title and the page ask for the same row in one request.
const documentOf = cache((slug: string) => findDocument(ledger(), slug))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [locale, t, document] = await Promise.all([
    getLocale(),
    getTranslations('source'),
    documentOf((await params).slug),
  ])
  if (!document) return {}
  const title = inLanguage(locale, document.titleZh, document.titleEn)
  return { title, description: t('description', { title }) }
}

export default async function SourcePage({ params, searchParams }: Props) {
  const [locale, t, document, view] = await Promise.all([
    getLocale(),
    getTranslations('source'),
    documentOf((await params).slug),
    readView(await searchParamsOf(searchParams), ['asOf', ...SOURCE_FACETS]),
  ])
  const { filter, day, problems, today } = view
  const agreement = view.agreements.find((one) => one.slug === document?.agreement)
  if (!document) {
    const meant = await findMeantDocument(ledger(), decodedSegment((await params).slug))
    if (meant !== null) permanentRedirect(sourcePath(locale, meant, filter))
  }
  if (!document || !agreement) notFound()

  const { slug } = document
  const todayHref = sourcePath(locale, slug, changed(filter, { asOf: null }))
  if (agreement.concludedOn > day) return <EmptyLedger before={filter.asOf} todayHref={todayHref} />

  const whole = changed(filter, { status: [], condition: [], domain: [] })
  const [all, marks] = await Promise.all([
    listMarks(ledger(), slug, whole, today),
    listMarks(ledger(), slug, filter, today),
  ])
  return (
    <>
      <ViewNotices problems={problems} asOf={filter.asOf} todayHref={todayHref} />
      <SourceHeading document={document} isMarked={all.length > 0} />
      <div
        className={all.length > 0 ? 'items-start gap-x-10 xl:grid xl:grid-cols-[13rem_minmax(0,1fr)] print:block' : ''}
      >
        {all.length > 0 && (
          <SourceLegend
            slug={slug}
            cells={cellsOf(all)}
            filter={filter}
            agreement={agreement}
            today={today}
            first={marks[0]?.ref ?? null}
          />
        )}
        <div className="panel px-4 py-8 sm:px-10 sm:py-12 print:border-0 print:p-0">
          {all.length === 0 && (
            <SourceState icon={FileText} title={t('unquotedTitle')}>
              {t('unquoted')}
            </SourceState>
          )}
          {all.length > 0 && marks.length === 0 && (
            <SourceState icon={SearchX} title={t('noneLeftTitle')}>
              {t('noneLeft')}
            </SourceState>
          )}
          <SourceText document={document} marks={marks} asOf={filter.asOf} />
        </div>
      </div>
    </>
  )
}
