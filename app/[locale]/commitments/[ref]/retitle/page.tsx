import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { retitleCommitment } from '@/app/actions/commitments'
import { PageMessages } from '@/app/page-messages'
import { PRIVATE } from '@/app/private-page'
import { RetitleForm } from '@/components/desk/retitle-form'
import { LONGEST_TITLE } from '@/lib/entry/commitment'
import { retitlePath } from '@/lib/paths'
import { commitmentToEdit } from '@/server/request/commitment-to-edit'

type Props = { params: Promise<{ ref: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { ref }] = await Promise.all([getTranslations('retitle'), params])
  return { ...PRIVATE, title: t('titleOf', { ref }) }
}

export default async function RetitlePage({ params }: Props) {
  const locale = await getLocale()
  const { commitment } = await commitmentToEdit((await params).ref, (ref) => retitlePath(locale, ref), 'ADMIN')
  const { ref, titleZh, titleEn, version } = commitment
  const t = await getTranslations('retitle')
  return (
    <div className="panel mx-auto max-w-2xl p-4 sm:p-6">
      <h1 className="font-semibold text-xl sm:text-2xl">{t('titleOf', { ref })}</h1>
      <p className="mt-2 mb-6 text-ink-soft">{t('lead')}</p>
      <PageMessages of={['retitle', 'conflict', 'form']}>
        <RetitleForm
          of={ref}
          titles={{ titleZh, titleEn }}
          version={version}
          longest={LONGEST_TITLE}
          retitle={retitleCommitment}
        />
      </PageMessages>
    </div>
  )
}
