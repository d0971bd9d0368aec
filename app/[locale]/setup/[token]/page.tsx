import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { setUp } from '@/app/actions/links'
import { PageMessages } from '@/app/page-messages'
import { SECRET } from '@/app/private-page'
import { LinkOver } from '@/components/account/link-over'
import { NewcomerForm } from '@/components/account/newcomer-form'
import { FormPage } from '@/components/ui/form-page'
import { LinkPurpose } from '@/lib/account'
import { findLink } from '@/lib/db/access-links/read'
import { ledger } from '@/lib/db/client'
import { hasPeople } from '@/lib/db/people/read'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { ...SECRET, title: t('setupTitle') }
}

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const [{ token }, t] = await Promise.all([params, getTranslations('account')])
  const [isSetUp, link] = await Promise.all([hasPeople(ledger()), findLink(ledger(), LinkPurpose.SETUP, token)])
  if (isSetUp) return <LinkOver reason="setupDone" />
  if (!link?.isOpen) return <LinkOver reason="setupOver" />
  return (
    <FormPage title={t('setupTitle')} lead={t('setupLead')}>
      <PageMessages of={['account', 'form']}>
        <NewcomerForm create={setUp} token={token} />
      </PageMessages>
    </FormPage>
  )
}
