import { FileText } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { forbidden, unauthorized } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { addCommitment } from '@/app/actions/commitments'
import { PageMessages } from '@/app/page-messages'
import { PRIVATE } from '@/app/private-page'
import { NewCommitmentForm } from '@/components/desk/new-commitment-form'
import { EmptyState } from '@/components/ui/empty-state'
import { may } from '@/lib/account'
import { ledger } from '@/lib/db/client'
import { suggestRef } from '@/lib/db/commitments/refs'
import { listDocuments } from '@/lib/db/documents'
import { LONGEST_QUOTE, LONGEST_TITLE, MOST_QUOTES } from '@/lib/entry/commitment'
import { tablePath } from '@/lib/paths'
import { readView } from '@/server/request/ledger'
import { currentPerson } from '@/server/request/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('newCommitment')
  return { ...PRIVATE, title: t('title') }
}

export default async function NewCommitmentPage() {
  const person = await currentPerson()
  if (!person) unauthorized()
  if (!may(person, 'ADMIN')) forbidden()
  const [locale, t, { agreements, filter, today }] = await Promise.all([
    getLocale(),
    getTranslations(),
    readView(new URLSearchParams()),
  ])
  const documents = await listDocuments(ledger(), today)
  const table = tablePath(locale, filter)
  const quotable = agreements.filter(({ slug }) => documents.some(({ agreement }) => agreement === slug))
  const [first, ...others] = await Promise.all(
    quotable.map(async ({ slug, titleZh, titleEn, domains }) => ({
      slug,
      titleZh,
      titleEn,
      domains,
      documents: documents.filter(({ agreement }) => agreement === slug),
      suggestedRef: await suggestRef(ledger(), slug),
    })),
  )
  if (!first)
    return (
      <EmptyState
        icon={FileText}
        heading="h1"
        title={t('newCommitment.noDocumentTitle')}
        action={<Link href={table}>{t('item.back')}</Link>}
      >
        {t('newCommitment.noDocument')}
      </EmptyState>
    )
  return (
    <div className="panel mx-auto max-w-3xl p-4 sm:p-6">
      <h1 className="font-semibold text-xl sm:text-2xl">{t('newCommitment.title')}</h1>
      <p className="mt-2 mb-6 text-ink-soft">{t('newCommitment.lead')}</p>
      <PageMessages of={['newCommitment', 'form', 'type']}>
        <NewCommitmentForm
          places={[first, ...others]}
          most={MOST_QUOTES}
          longest={{ title: LONGEST_TITLE, quote: LONGEST_QUOTE }}
          add={addCommitment}
          doneWithout={table}
        />
      </PageMessages>
    </div>
  )
}
