import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { retitleCommitment } from '@/app/actions/commitments'
import { commitmentForAdmin } from '@/app/admin'
import { PageMessages } from '@/app/page-messages'
import { PRIVATE } from '@/app/private-page'
import { RetitleForm } from '@/components/retitle-form'
import { FormPage } from '@/components/ui/form-page'
import { LONGEST_TITLE } from '@/lib/commitment-entry'

type Props = { params: Promise<{ ref: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { ref }] = await Promise.all([getTranslations('retitle'), params])
  return { ...PRIVATE, title: t('titleOf', { ref }) }
}

export default async function RetitlePage({ params }: Props) {
  const { ref, titleZh, titleEn, version } = await commitmentForAdmin(params)
  const t = await getTranslations('retitle')
  return (
    <FormPage title={t('titleOf', { ref })} lead={t('lead')}>
      <PageMessages of={['retitle', 'conflict', 'form']}>
        <RetitleForm
          of={ref}
          titles={{ titleZh, titleEn }}
          version={version}
          longest={LONGEST_TITLE}
          retitle={retitleCommitment}
        />
      </PageMessages>
    </FormPage>
  )
}
