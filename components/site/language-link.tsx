'use client'

import { Languages } from 'lucide-react'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { SyntheticEvent } from 'react'
import { LANGUAGE_TAG, type Locale } from '@/lib/locale'
import { ownQuery } from '@/lib/shared-address'

/** The same place of the same view in the other language. */
export function LanguageLink({ locale }: { locale: Locale }) {
  const t = useTranslations('site')
  const other: Locale = locale === 'zh' ? 'en' : 'zh'
  const path = usePathname().replace(/^\/[^/]*/, `/${other}`)
  const query = ownQuery(useSearchParams())
  return (
    // Loads a new document, because its language, title and messages all change.
    <a
      href={query ? `${path}?${query}` : path}
      onPointerEnter={keepPlace}
      onFocus={keepPlace}
      onClick={keepPlace}
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

/** The place within the page, which no server is told and a page can change to without being drawn again. */
function keepPlace({ currentTarget }: SyntheticEvent<HTMLAnchorElement>) {
  currentTarget.hash = location.hash
}
