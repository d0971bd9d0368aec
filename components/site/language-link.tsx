'use client'

import { Languages } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { LANGUAGE_TAG, type Locale } from '@/lib/locale'

/** The same view in the other language. */
export function LanguageLink({ locale }: { locale: Locale }) {
  const t = useTranslations('site')
  const other: Locale = locale === 'zh' ? 'en' : 'zh'
  const path = usePathname().replace(/^\/[^/]*/, `/${other}`)
  const query = useSearchParams().toString().replaceAll('%2C', ',')
  return (
    // Loads a new document, because its language, title and messages all change.
    <a
      href={query ? `${path}?${query}` : path}
      hrefLang={LANGUAGE_TAG[other]}
      lang={LANGUAGE_TAG[other]}
      aria-label={t('languageLabel')}
      className="field inline-flex items-center gap-1.5 py-1 text-sm no-underline"
    >
      <Languages aria-hidden className="size-4 max-sm:hidden" />
      {t('language')}
    </a>
  )
}
