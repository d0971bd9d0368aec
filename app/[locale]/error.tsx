'use client'

import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'

/** A page that broke, with the number by which Next names the error in the log (instrumentation.ts). */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
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
      {error.digest && <span className="mt-2 block">{t('errorNumber', { number: error.digest })}</span>}
    </EmptyState>
  )
}
