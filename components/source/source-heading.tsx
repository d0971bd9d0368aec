import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { inLanguage } from '@/lib/locale'
import type { DocumentOverview } from '@/lib/source'

/** Which document it is, who published it and when, and the way to the original. */
export function SourceHeading({
  document,
  isMarked,
}: {
  document: DocumentOverview
  /** Whether anything is marked in it, so that how to read the marks is said. */
  isMarked: boolean
}) {
  const t = useTranslations('source')
  const locale = useLocale()
  return (
    <header className="mb-6 max-w-3xl">
      <h1 className="font-semibold text-2xl">{t('title')}</h1>
      <p className="mt-1">
        {inLanguage(locale, document.titleZh, document.titleEn)}
        <span className="text-ink-soft">
          {' · '}
          {inLanguage(locale, document.publisherZh, document.publisherEn)}
          {document.publishedOn && (
            <>
              {' · '}
              <DayText on={document.publishedOn} locale={locale} />
            </>
          )}
          {document.url && (
            <>
              {' · '}
              <a href={document.url} rel="noopener noreferrer nofollow">
                {t('original')}
              </a>
            </>
          )}
        </span>
      </p>
      {isMarked && <p className="mt-1 text-ink-soft">{t('how')}</p>}
    </header>
  )
}
