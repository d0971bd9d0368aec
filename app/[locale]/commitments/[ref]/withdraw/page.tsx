import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { withdrawCommitment } from '@/app/actions/commitments'
import { commitmentForAdmin } from '@/app/admin'
import { PageMessages } from '@/app/page-messages'
import { PRIVATE } from '@/app/private-page'
import { StatusBadge } from '@/components/status-badge'
import { FormPage } from '@/components/ui/form-page'
import { WithdrawForm } from '@/components/withdraw-form'
import { inLanguage } from '@/lib/locale'

type Props = { params: Promise<{ ref: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { ref }] = await Promise.all([getTranslations('withdraw'), params])
  return { ...PRIVATE, title: t('titleOf', { ref }) }
}

export default async function WithdrawPage({ params }: Props) {
  const { ref, titleZh, titleEn, status, condition, version } = await commitmentForAdmin(params)
  const [locale, t] = await Promise.all([getLocale(), getTranslations('withdraw')])
  return (
    <FormPage title={t('titleOf', { ref })} lead={t('lead')}>
      <div className="mb-4 rounded-md border border-line bg-sunken p-3">
        <p className="font-medium">{inLanguage(locale, titleZh, titleEn)}</p>
        <p className="mt-1 text-sm">
          <StatusBadge status={status} condition={condition} />
        </p>
      </div>
      <PageMessages of={['withdraw', 'form']}>
        <WithdrawForm of={ref} version={version} withdraw={withdrawCommitment} />
      </PageMessages>
    </FormPage>
  )
}
