import { LockKeyhole } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Unsent } from '@/app/[locale]/unsent'
import { EmptyState } from '@/components/ui/empty-state'
import { overviewPath } from '@/lib/paths'

export default function Forbidden() {
  const t = useTranslations('account')
  return (
    <>
      <EmptyState
        icon={LockKeyhole}
        heading="h1"
        title={t('forbiddenTitle')}
        action={<Link href={overviewPath(useLocale())}>{t('toOverview')}</Link>}
      >
        {t('forbidden')}
      </EmptyState>
      {/* What it was about may have been withdrawn, or the reader’s rights, while they typed. */}
      <Unsent />
    </>
  )
}
