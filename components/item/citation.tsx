import { useLocale, useTranslations } from 'next-intl'
import type { CommitmentItem } from '@/lib/commitment'
import { type Day, formatDay } from '@/lib/day'
import { inLanguage } from '@/lib/locale'
import { itemPath } from '@/lib/paths'

/** A permanent link to what is seen here on this day, and the reference in two styles (Chicago 17, GB/T 7714—2015). */
export function Citation({ commitment, day, origin }: { commitment: CommitmentItem; day: Day; origin: string }) {
  const t = useTranslations('cite')
  const locale = useLocale()
  const url = `${origin}${itemPath(locale, commitment.ref, day)}`
  const values = {
    ref: commitment.ref,
    title: inLanguage(locale, commitment.titleZh, commitment.titleEn),
    day: formatDay(day, locale),
    on: day,
    url,
  }
  return (
    <details className="panel p-4 sm:px-6 print:hidden">
      <summary className="font-semibold underline decoration-line-strong underline-offset-4">{t('title')}</summary>
      <dl className="mt-3 space-y-3 text-sm [overflow-wrap:anywhere]">
        <div>
          <dt className="text-ink-soft">{t('link', { day: values.day })}</dt>
          <dd>
            <a href={url}>{url}</a>
          </dd>
        </div>
        <div>
          <dt className="text-ink-soft">Chicago</dt>
          <dd>{t('chicago', values)}</dd>
        </div>
        <div>
          <dt className="text-ink-soft">GB/T 7714</dt>
          <dd>{t('gbt7714', values)}</dd>
        </div>
      </dl>
    </details>
  )
}
