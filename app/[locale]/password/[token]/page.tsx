import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { setPasswordByLink } from '@/app/actions/links'
import { PageMessages } from '@/app/page-messages'
import { SECRET } from '@/app/private-page'
import { LinkOver } from '@/components/account/link-over'
import { NewPasswordForm } from '@/components/account/new-password-form'
import { FormPage } from '@/components/ui/form-page'
import { LinkPurpose } from '@/lib/account'
import { findLink } from '@/lib/db/access-links/read'
import { ledger } from '@/lib/db/client'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { ...SECRET, title: t('passwordTitle') }
}

export default async function PasswordPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, t] = await Promise.all([params, getTranslations('account')])
  const link = await findLink(ledger(), LinkPurpose.PASSWORD, token)
  if (!link?.isOpen) return <LinkOver />
  return (
    <FormPage title={t('passwordTitle')} lead={t('passwordLead', { name: link.name ?? '' })}>
      <PageMessages of={['account', 'form']}>
        <NewPasswordForm set={setPasswordByLink} token={token} />
      </PageMessages>
    </FormPage>
  )
}
