import { useLocale, useTranslations } from 'next-intl'
import type { AgreementOverview, Domain } from '@/lib/agreement'
import { inLanguage } from '@/lib/locale'

/** A domain's name in both languages, and how many of an agreement's commitments are in it. */
export function DomainHeading({
  domain,
  agreements,
  count,
  total,
}: {
  domain: Domain
  agreements: AgreementOverview[]
  count: number
  total: number
}) {
  const t = useTranslations('domains')
  const locale = useLocale()
  return (
    <header>
      <h1 className="font-semibold text-2xl sm:text-3xl">{inLanguage(locale, domain.nameZh, domain.nameEn)}</h1>
      <p className="mt-1 text-ink-soft text-lg" lang={inLanguage(locale, 'en-GB', 'zh-CN')}>
        {inLanguage(locale, domain.nameEn, domain.nameZh)}
      </p>
      <p className="mt-2 max-w-prose text-lg">
        {t('leadOf', {
          count,
          total,
          agreement: agreements.map((one) => inLanguage(locale, one.titleZh, one.titleEn)).join(t('stepSeparator')),
        })}
      </p>
    </header>
  )
}
