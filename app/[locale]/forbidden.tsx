import { LockKeyhole } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { PageMessages } from '@/app/page-messages'
import { EmptyState } from '@/components/ui/empty-state'
import { UnsentTexts } from '@/components/ui/unsent-texts'
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
      <PageMessages of={['unsent', 'form']}>
        <UnsentTexts />
      </PageMessages>
    </>
  )
}
