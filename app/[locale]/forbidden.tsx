import { LockKeyhole } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { overviewPath } from '@/components/paths'
import { EmptyState } from '@/components/ui/empty-state'

export default function Forbidden() {
  const t = useTranslations('account')
  return (
    <EmptyState
      icon={LockKeyhole}
      heading="h1"
      title={t('forbiddenTitle')}
      action={<Link href={overviewPath(useLocale())}>{t('toOverview')}</Link>}
    >
      {t('forbidden')}
    </EmptyState>
  )
}
