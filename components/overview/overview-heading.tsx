import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import type { AgreementOverview } from '@/lib/agreement'
import { inLanguage, LANGUAGE_TAG } from '@/lib/locale'

/** What the ledger is about: of one agreement its title, day and parties; of several how many there are. */
export function OverviewHeading({
  agreement,
  among,
  count,
}: {
  agreement: AgreementOverview
  /** How many agreements the ledger holds. */
  among: number
  /** How many commitments. */
  count: number
}) {
  const t = useTranslations('dashboard')
  const site = useTranslations('site')
  const locale = useLocale()
  const parties = agreement.parties.map((party) => inLanguage(locale, party.nameZh, party.nameEn))
  const only = among === 1
  return (
    <header className="mb-6">
      <h1 className="font-semibold text-2xl sm:text-3xl">
        {only ? inLanguage(locale, agreement.titleZh, agreement.titleEn) : site('name')}
      </h1>
      <p className="mt-2 max-w-prose text-lg">
        {only
          ? t.rich('lead', {
              count,
              parties: new Intl.ListFormat(LANGUAGE_TAG[locale], { type: 'conjunction' }).format(parties),
              day: () => <DayText on={agreement.concludedOn} locale={locale} />,
            })
          : t('leadMany', { count: among })}
      </p>
      {only && (
        <p className="mt-1 max-w-prose text-ink-soft">
          {inLanguage(locale, agreement.countNoteZh, agreement.countNoteEn)}
        </p>
      )}
    </header>
  )
}
