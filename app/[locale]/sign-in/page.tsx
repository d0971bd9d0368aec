import type { Metadata } from 'next'
import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { signIn } from '@/app/actions/sign-in'
import { PageMessages } from '@/app/page-messages'
import { PRIVATE } from '@/app/private-page'
import { SignInForm } from '@/components/account/sign-in-form'
import { FormPage } from '@/components/ui/form-page'
import { pathWithin } from '@/lib/account'
import { currentPerson } from '@/server/request/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { ...PRIVATE, title: t('signInTitle') }
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const [locale, t, params, person] = await Promise.all([
    getLocale(),
    getTranslations('account'),
    searchParamsOf(searchParams),
    currentPerson(),
  ])
  const next = pathWithin(params.get('next') ?? '', `/${locale}`)
  if (person)
    return (
      <FormPage title={t('signedInTitle')} lead={t('signedIn', { name: person.name })}>
        <Link href={next}>{t('goOn')}</Link>
      </FormPage>
    )
  return (
    <FormPage title={t('signInTitle')} lead={t('signInLead')}>
      <PageMessages of={['account', 'form']}>
        <SignInForm signIn={signIn} next={next} />
      </PageMessages>
      <p className="mt-6 text-ink-soft text-sm">{t('forgotten')}</p>
    </FormPage>
  )
}
