import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { SourceList } from '@/components/marks/source-list'
import { Translated } from '@/components/marks/translated'
import type { Day } from '@/lib/day'
import type { LatestFollowUp } from '@/lib/follow-up'
import { inLanguage } from '@/lib/locale'
import { itemPath } from '@/lib/paths'

export function LatestFollowUps({ followUps, asOf }: { followUps: LatestFollowUp[]; asOf: Day | null }) {
  const t = useTranslations()
  const locale = useLocale()
  return (
    <section aria-labelledby="latest" className="panel p-4 sm:p-6">
      <h2 id="latest" className="font-semibold text-xl">
        {t('dashboard.latest')}
      </h2>
      <p className="mt-1 mb-2 text-ink-soft">{t('dashboard.latestNote')}</p>
      {followUps.length === 0 && <p>{t('item.none')}</p>}
      <ol className="divide-y divide-line">
        {followUps.map((followUp) => (
          <li key={followUp.key} className="py-3">
            <p className="text-ink-soft text-sm">
              <DayText on={followUp.occurredOn} until={followUp.endedOn} locale={locale} /> ·{' '}
              {t(`effect.${followUp.effect}`)} ·{' '}
              <Link href={itemPath(locale, followUp.ref, asOf)} prefetch={false}>
                {followUp.ref} {inLanguage(locale, followUp.commitmentZh, followUp.commitmentEn)}
              </Link>
            </p>
            <p className="max-w-prose">
              <Translated locale={locale} zh={followUp.summaryZh} en={followUp.summaryEn} />
            </p>
            <SourceList sources={followUp.sources} />
          </li>
        ))}
      </ol>
    </section>
  )
}
