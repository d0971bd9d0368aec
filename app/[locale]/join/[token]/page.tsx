import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { joinByLink } from '@/app/actions/links'
import { PageMessages } from '@/app/page-messages'
import { SECRET } from '@/app/private-page'
import { LinkOver } from '@/components/account/link-over'
import { NewcomerForm } from '@/components/account/newcomer-form'
import { FormPage } from '@/components/ui/form-page'
import { LinkPurpose } from '@/lib/account'
import { findLink } from '@/lib/db/access-links/read'
import { ledger } from '@/lib/db/client'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { ...SECRET, title: t('joinTitle') }
}

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, t, role] = await Promise.all([params, getTranslations('account'), getTranslations('role')])
  const link = await findLink(ledger(), LinkPurpose.INVITATION, token)
  if (!link?.isOpen || !link.role) return <LinkOver />
  const lead = t('joinLead', { role: role(`${link.role}.label`), definition: role(`${link.role}.definition`) })
  return (
    <FormPage title={t('joinTitle')} lead={lead}>
      <PageMessages of={['account', 'form']}>
        <NewcomerForm create={joinByLink} token={token} />
      </PageMessages>
    </FormPage>
  )
}
