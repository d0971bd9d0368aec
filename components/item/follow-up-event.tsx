import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { SourceList } from '@/components/marks/source-list'
import { Translated } from '@/components/marks/translated'
import { useFollowUpWords } from '@/components/marks/use-follow-up-words'
import type { Party } from '@/lib/agreement'
import { type FollowUp, isDirect } from '@/lib/follow-up'

/** What a follow-up says: its days, what happened, who reported it and where. */
export function FollowUpEvent({ followUp, parties }: { followUp: FollowUp; parties: readonly Party[] }) {
  const t = useTranslations()
  const locale = useLocale()
  const words = useFollowUpWords(parties)
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm">
        <span className="font-semibold">
          <DayText on={followUp.occurredOn} until={followUp.endedOn} locale={locale} />
        </span>
        {followUp.datePrecision !== 'DAY' && (
          <span className="text-ink-soft">
            {t('item.inBrackets', { text: t(`precision.${followUp.datePrecision}`) })}
          </span>
        )}
        <span className="rounded bg-accent-soft px-1.5 text-accent">{t(`effect.${followUp.effect}`)}</span>
        {!isDirect(followUp) && <span className="text-ink-soft">{t(`relation.${followUp.relation}`)}</span>}
      </p>
      <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">
        <Translated locale={locale} zh={followUp.summaryZh} en={followUp.summaryEn} />
      </p>
      {(followUp.noteZh ?? followUp.noteEn) !== null && (
        <p className="max-w-prose whitespace-pre-line text-ink-soft text-sm [overflow-wrap:anywhere]">
          <Translated locale={locale} zh={followUp.noteZh} en={followUp.noteEn} />
        </p>
      )}
      <p className="text-ink-soft text-sm">{t('item.reportedBy', { who: words.reporterOf(followUp.reportedBy) })}</p>
      <SourceList sources={followUp.sources} />
    </>
  )
}
