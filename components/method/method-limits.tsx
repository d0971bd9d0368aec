import { useLocale, useTranslations } from 'next-intl'
import { MethodSection } from '@/components/method/method-section'
import type { AgreementOverview } from '@/lib/agreement'
import { inLanguage } from '@/lib/locale'

const LIMITS = ['counts', 'split', 'silence', 'attribution'] as const

/** What the numbers do not say, and how each agreement's record was compiled. */
export function MethodLimits({ agreements }: { agreements: AgreementOverview[] }) {
  const t = useTranslations('method.limits')
  const locale = useLocale()
  return (
    <MethodSection id="limits" title={t('title')}>
      <ul className="mt-2 max-w-prose list-disc space-y-1 pl-5">
        {LIMITS.map((limit) => (
          <li key={limit}>{t(limit)}</li>
        ))}
      </ul>
      {agreements.length > 0 && <h3 className="mt-5 font-semibold">{t('notes')}</h3>}
      {agreements.map((agreement) => (
        <div key={agreement.slug} className="panel mt-3 max-w-prose px-4 py-3">
          <h4 className="font-medium">{inLanguage(locale, agreement.titleZh, agreement.titleEn)}</h4>
          <p>{inLanguage(locale, agreement.countNoteZh, agreement.countNoteEn)}</p>
          <p className="mt-1 text-ink-soft">{inLanguage(locale, agreement.compiledNoteZh, agreement.compiledNoteEn)}</p>
        </div>
      ))}
    </MethodSection>
  )
}
