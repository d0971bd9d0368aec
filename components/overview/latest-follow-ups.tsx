import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { SourceList } from '@/components/marks/source-list'
import { Translated } from '@/components/marks/translated'
import { ItemLink } from '@/components/overview/item-link'
import { LatestList } from '@/components/overview/latest-list'
import type { Day } from '@/lib/day'
import type { LatestFollowUp } from '@/lib/follow-up'

export function LatestFollowUps({ followUps, asOf }: { followUps: LatestFollowUp[]; asOf: Day | null }) {
  const t = useTranslations()
  const locale = useLocale()
  const rows = followUps.map((followUp) => ({
    key: followUp.key,
    content: (
      <>
        <p className="text-ink-soft text-sm">
          <DayText on={followUp.occurredOn} until={followUp.endedOn} locale={locale} /> ·{' '}
          {t(`effect.${followUp.effect}`)} ·{' '}
          <ItemLink
            item={{ ref: followUp.ref, titleZh: followUp.commitmentZh, titleEn: followUp.commitmentEn }}
            asOf={asOf}
          />
        </p>
        <p className="max-w-prose">
          <Translated locale={locale} zh={followUp.summaryZh} en={followUp.summaryEn} />
        </p>
        <SourceList sources={followUp.sources} />
      </>
    ),
  }))
  return (
    <LatestList
      id="latest"
      title={t('dashboard.latest')}
      note={t('dashboard.latestNote')}
      none={t('item.none')}
      rows={rows}
    />
  )
}
