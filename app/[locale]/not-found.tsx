import { FileQuestion } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Unsent } from '@/app/[locale]/unsent'
import { EmptyState } from '@/components/ui/empty-state'

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
      <Unsent />
    </>
  )
}
