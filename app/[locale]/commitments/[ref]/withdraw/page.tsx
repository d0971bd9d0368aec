import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { withdrawCommitment } from '@/app/actions/commitments'
import { PageMessages } from '@/app/page-messages'
import { PRIVATE } from '@/app/private-page'
import { CommitmentWithdrawalForm } from '@/components/desk/commitment-withdrawal-form'
import { StatusBadge } from '@/components/marks/status-badge'
import { inLanguage } from '@/lib/locale'
import { withdrawPath } from '@/lib/paths'
import { commitmentToEdit } from '@/server/request/commitment-to-edit'

type Props = { params: Promise<{ ref: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { ref }] = await Promise.all([getTranslations('withdraw'), params])
  return { ...PRIVATE, title: t('titleOf', { ref }) }
}

export default async function WithdrawPage({ params }: Props) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('withdraw')])
  const { commitment } = await commitmentToEdit((await params).ref, (ref) => withdrawPath(locale, ref), 'ADMIN')
  const { ref, titleZh, titleEn, status, condition, version } = commitment
  return (
    <div className="panel mx-auto max-w-2xl p-4 sm:p-6">
      <h1 className="font-semibold text-xl sm:text-2xl">{t('titleOf', { ref })}</h1>
      <p className="mt-2 mb-6 text-ink-soft">{t('lead')}</p>
      <div className="mb-4 rounded-md border border-line bg-sunken p-3">
        <p className="font-medium">{inLanguage(locale, titleZh, titleEn)}</p>
        <p className="mt-1 text-sm">
          <StatusBadge status={status} condition={condition} />
        </p>
      </div>
      <PageMessages of={['withdraw', 'form']}>
        <CommitmentWithdrawalForm of={ref} version={version} withdraw={withdrawCommitment} />
      </PageMessages>
    </div>
  )
}
