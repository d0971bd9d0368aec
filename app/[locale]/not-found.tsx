import { FileQuestion } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'

export default function NotFound() {
  const t = useTranslations('states')
  return (
    <EmptyState
      icon={FileQuestion}
      heading="h1"
      title={t('notFoundTitle')}
      action={<Link href={`/${useLocale()}/commitments`}>{t('notFoundAction')}</Link>}
    >
      {t('notFound')}
    </EmptyState>
  )
}
