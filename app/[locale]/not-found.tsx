import { FileQuestion } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { PageMessages } from '@/app/page-messages'
import { EmptyState } from '@/components/ui/empty-state'
import { UnsentTexts } from '@/components/ui/unsent-texts'

export default function NotFound() {
  const t = useTranslations('states')
  return (
    <>
      <EmptyState
        icon={FileQuestion}
        heading="h1"
        title={t('notFoundTitle')}
        action={<Link href={`/${useLocale()}/commitments`}>{t('notFoundAction')}</Link>}
      >
        {t('notFound')}
      </EmptyState>
      {/* What it was about may have been withdrawn, or the reader’s rights, while they typed. */}
      <PageMessages of={['unsent', 'form']}>
        <UnsentTexts />
      </PageMessages>
    </>
  )
}
