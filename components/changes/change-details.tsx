import { useTranslations } from 'next-intl'
import type { Detail } from '@/lib/change/detail'

/** Each changed field before, struck through, and after; collapsed at first. */
export function ChangeDetails({ of: sequence, details }: { of: number; details: readonly Detail[] }) {
  const t = useTranslations('changes')
  return (
    <details className="mt-1 text-sm">
      <summary aria-label={`${t('details')} (#${sequence})`} className="w-fit cursor-pointer text-accent">
        {t('details')}
      </summary>
      <dl className="mt-2 grid gap-x-4 gap-y-2 sm:grid-cols-[minmax(8rem,14rem)_1fr]">
        {details.map(({ field, label, before, after }) => (
          <div key={field} className="contents">
            <dt className="text-ink-soft">{label}</dt>
            <dd className="min-w-0 space-y-1 whitespace-pre-line [overflow-wrap:anywhere] max-sm:mb-1">
              {before !== null && (
                <p>
                  <span className="sr-only">{t('was')} </span>
                  <del className="text-ink-soft">{before}</del>
                </p>
              )}
              {(after !== null || before !== null) && (
                <p>
                  {before !== null && <span className="sr-only">{t('is')} </span>}
                  {after ?? <span className="text-ink-soft">{t('nothing')}</span>}
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
