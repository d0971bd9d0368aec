import { Unlink } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { signInPath } from '@/components/paths'
import { EmptyState } from '@/components/ui/empty-state'

/** A link that works once has worked, or its time is over. */
export function LinkOver({ reason = 'linkOver' }: { reason?: 'linkOver' | 'setupOver' | 'setupDone' }) {
  const t = useTranslations('account')
  const title = reason === 'setupDone' ? 'setupDoneTitle' : 'linkOverTitle'
  const locale = useLocale()
  const action = reason === 'setupOver' ? null : <Link href={signInPath(locale)}>{t('signIn')}</Link>
  return (
    <EmptyState icon={Unlink} heading="h1" title={t(title)} action={action}>
      {t(reason)}
    </EmptyState>
  )
}
