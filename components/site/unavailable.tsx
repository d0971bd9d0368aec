import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'

/** Shown instead of a page while the database is away; works without JavaScript. */
export function Unavailable() {
  const t = useTranslations('states')
  return (
    <EmptyState
      icon={CloudOff}
      heading="h1"
      title={t('errorTitle')}
      action={
        // biome-ignore lint/a11y/useValidAnchor: an empty address reloads this page.
        <a href="" className="field">
          {t('retry')}
        </a>
      }
    >
      {t('error')}
    </EmptyState>
  )
}
