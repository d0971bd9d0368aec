import { LockKeyhole } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { SignInLink } from '@/components/account/sign-in-link'
import { EmptyState } from '@/components/ui/empty-state'

export default function Unauthorized() {
  const t = useTranslations('account')
  return (
    <EmptyState
      icon={LockKeyhole}
      heading="h1"
      title={t('unauthorizedTitle')}
      action={<SignInLink locale={useLocale()} className="inline-flex items-center gap-1.5" />}
    >
      {t('unauthorized')}
    </EmptyState>
  )
}
