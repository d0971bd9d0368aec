import { useLocale, useTranslations } from 'next-intl'
import { FollowUpEvent } from '@/components/item/follow-up-event'
import { DayText } from '@/components/marks/day-text'
import { Disclosure } from '@/components/ui/disclosure'
import type { Party } from '@/lib/agreement'
import { dayAt } from '@/lib/day'
import type { FollowUpVersion } from '@/lib/follow-up'

/** When and why a follow-up was corrected, with its earlier versions collapsed. Renders nothing for one that never was. */
export function FollowUpVersions({
  versions: [latest, ...earlier],
  parties,
  timeZone,
}: {
  /** All of one follow-up, the latest first. */
  versions: FollowUpVersion[]
  parties: readonly Party[]
  timeZone: string
}) {
  const t = useTranslations('item')
  const locale = useLocale()
  const on = (at: string) => <DayText on={dayAt(new Date(at), timeZone)} locale={locale} />
  if (!latest || earlier.length === 0) return null
  const wasWithdrawn = earlier[0]?.withdrawnAt !== null
  return (
    <div className="mt-1 text-sm">
      <p className="max-w-prose [overflow-wrap:anywhere]">
        {t.rich(wasWithdrawn ? 'restoredOn' : 'correctedOn', {
          day: () => on(latest.recordedAt),
          version: latest.version,
          reason: latest.reason ?? '',
        })}
      </p>
      <Disclosure title={t('earlierVersions', { count: earlier.length })}>
        <ol className="mt-1 space-y-3 border-line border-l pl-3">
          {earlier.map((version) => (
            <li key={version.version}>
              <p className="text-ink-soft">
                {t.rich('versionOn', { version: version.version, day: () => on(version.recordedAt) })}
              </p>
              <FollowUpEvent followUp={version} parties={parties} />
              {version.reason && <p>{t('correction', { reason: version.reason })}</p>}
              {version.withdrawnAt !== null && (
                <p>
                  {t.rich('withdrawnOn', {
                    day: () => on(version.withdrawnAt ?? ''),
                    reason: version.withdrawnReason ?? '',
                  })}
                </p>
              )}
            </li>
          ))}
        </ol>
      </Disclosure>
    </div>
  )
}
