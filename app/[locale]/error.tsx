'use client'

import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'

export default function ErrorPage({ retry }: { retry: () => void }) {
  const t = useTranslations('states')
  return (
    <EmptyState
      icon={CloudOff}
      heading="h1"
      title={t('errorTitle')}
      action={
        <button type="button" onClick={() => retry()} className="field">
          {t('retry')}
        </button>
      }
    >
      {t('error')}
    </EmptyState>
  )
}
