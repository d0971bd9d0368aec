import { Unlink } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { signInPath } from '@/lib/paths'

/** Says that a single-use link has been used or has expired. */
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
