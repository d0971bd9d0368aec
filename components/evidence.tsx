import { useLocale } from 'next-intl'
import { formatDays } from '@/lib/day'
import type { FollowUp } from '@/lib/follow-up'

export const followUpAnchor = (key: string): string => `follow-up-${key}`

/** The days of the follow-ups an assessment cites, each leading to its entry on this page. */
export function Evidence({ keys, followUps }: { keys: string[]; followUps: FollowUp[] }) {
  const locale = useLocale()
  const cited = followUps.filter((followUp) => keys.includes(followUp.key))
  if (cited.length === 0) return null
  return (
    <ul className="mt-1 flex flex-wrap gap-x-3 text-sm">
      {cited.map((followUp) => (
        <li key={followUp.key} className="whitespace-nowrap">
          <a href={`#${followUpAnchor(followUp.key)}`}>{formatDays(followUp.occurredOn, followUp.endedOn, locale)}</a>
        </li>
      ))}
    </ul>
  )
}
