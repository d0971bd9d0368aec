import { useLocale, useTranslations } from 'next-intl'
import type { Assessment } from '@/lib/assessment'
import type { CommitmentDetail } from '@/lib/commitment'
import { formatDays } from '@/lib/day'
import { citationsOf } from '@/lib/evidence'

export const followUpAnchor = (key: string): string => `follow-up-${key}`

/** The days of the follow-ups an assessment cites, each leading to its entry on this page, and what became of it since. */
export function Evidence({ assessment, commitment }: { assessment: Assessment; commitment: CommitmentDetail }) {
  const t = useTranslations('item')
  const locale = useLocale()
  const cited = citationsOf(assessment, commitment)
  if (cited.length === 0) return null
  return (
    <ul className="mt-1 flex flex-wrap gap-x-3 text-sm">
      {cited.map(({ followUp, since, isShown }) => {
        const days = formatDays(followUp.occurredOn, followUp.endedOn, locale)
        return (
          <li key={followUp.key} className="whitespace-nowrap">
            {isShown ? <a href={`#${followUpAnchor(followUp.key)}`}>{days}</a> : days}
            {since && <span className="text-ink-soft"> {t('inBrackets', { text: t(`since.${since}`) })}</span>}
          </li>
        )
      })}
    </ul>
  )
}
