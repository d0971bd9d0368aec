import { useLocale, useTranslations } from 'next-intl'
import { followUpAnchor } from '@/components/item/evidence'
import { FollowUpEvent } from '@/components/item/follow-up-event'
import { FollowUpVersions } from '@/components/item/follow-up-versions'
import { DayText } from '@/components/marks/day-text'
import { Disclosure } from '@/components/ui/disclosure'
import type { Party } from '@/lib/agreement'
import { dayAt } from '@/lib/day'
import { type FollowUpVersion, newestFirst } from '@/lib/follow-up'

/** The withdrawn follow-ups, collapsed, each with its day and reason. Renders nothing where there are none. */
export function WithdrawnFollowUps({
  versions,
  parties,
  timeZone,
}: {
  /** The versions of all follow-ups of a commitment, the latest of each first. */
  versions: FollowUpVersion[]
  parties: readonly Party[]
  timeZone: string
}) {
  const t = useTranslations('item')
  const locale = useLocale()
  const latest = [...new Map(versions.toReversed().map((version) => [version.key, version])).values()]
  const withdrawn = newestFirst(latest.filter(({ withdrawnAt }) => withdrawnAt !== null))
  if (withdrawn.length === 0) return null
  return (
    <Disclosure title={t('withdrawnList', { count: withdrawn.length })} className="mt-6">
      <p className="mb-3 text-ink-soft text-sm">{t('withdrawnNote')}</p>
      <ol className="space-y-5 border-line border-l-2 pl-4">
        {withdrawn.map((version) => (
          <li
            key={version.key}
            id={followUpAnchor(version.key)}
            className="-ml-4 scroll-mt-6 rounded pl-4 break-inside-avoid target:bg-mark"
          >
            <p className="font-medium text-sm [overflow-wrap:anywhere]">
              {t.rich('withdrawnOn', {
                day: () => <DayText on={dayAt(new Date(version.withdrawnAt ?? ''), timeZone)} locale={locale} />,
                reason: version.withdrawnReason ?? '',
              })}
            </p>
            <FollowUpEvent followUp={version} parties={parties} />
            <FollowUpVersions
              versions={versions.filter(({ key }) => key === version.key)}
              parties={parties}
              timeZone={timeZone}
            />
          </li>
        ))}
      </ol>
    </Disclosure>
  )
}
