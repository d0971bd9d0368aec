import { PencilLine, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { followUpAnchor } from '@/components/item/evidence'
import { FollowUpEvent } from '@/components/item/follow-up-event'
import { FollowUpVersions } from '@/components/item/follow-up-versions'
import type { Party } from '@/lib/agreement'
import type { CommitmentDetail } from '@/lib/commitment'
import { formatDays } from '@/lib/day'
import type { FollowUp } from '@/lib/follow-up'
import { inEitherLanguage } from '@/lib/locale'
import { changeFollowUpPath } from '@/lib/paths'

export type TimelineProps = {
  commitment: Pick<CommitmentDetail, 'ref' | 'followUpList' | 'followUpVersions'>
  parties: readonly Party[]
  /** The time zone in which the days of corrections are told. */
  timeZone: string
  /** Whether the reader may add, correct and withdraw. */
  mayEdit: boolean
}

/** A list of follow-ups, each with its earlier versions and, for readers who may edit, links to correct and withdraw it. */
export function TimelineEvents({
  followUps,
  commitment,
  parties,
  timeZone,
  mayEdit,
}: TimelineProps & { followUps: FollowUp[] }) {
  return (
    <ol className="space-y-5 border-line border-l-2 pl-4">
      {followUps.map((followUp) => (
        <li
          key={followUp.key}
          id={followUpAnchor(followUp.key)}
          className="-ml-4 scroll-mt-6 rounded pl-4 break-inside-avoid target:bg-mark"
        >
          <FollowUpEvent followUp={followUp} parties={parties} />
          <FollowUpVersions
            versions={commitment.followUpVersions.filter(({ key }) => key === followUp.key)}
            parties={parties}
            timeZone={timeZone}
          />
          {mayEdit && <Changes itemRef={commitment.ref} followUp={followUp} />}
        </li>
      ))}
    </ol>
  )
}

/** Links to correct and withdraw a follow-up, whose accessible names say which one. */
function Changes({ itemRef, followUp }: { itemRef: string; followUp: FollowUp }) {
  const t = useTranslations()
  const locale = useLocale()
  const event = [
    formatDays(followUp.occurredOn, followUp.endedOn, locale),
    t(`effect.${followUp.effect}`),
    inEitherLanguage(locale, followUp.summaryZh, followUp.summaryEn),
  ]
  return (
    <p className="mt-1 flex flex-wrap gap-x-5 text-sm print:hidden">
      {(['correct', 'withdraw'] as const).map((how) => {
        const Icon = how === 'correct' ? PencilLine : Undo2
        return (
          <Link
            key={how}
            href={changeFollowUpPath(locale, itemRef, followUp.key, how)}
            prefetch={false}
            scroll={false}
            aria-label={`${t(`item.${how}`)}${t('item.colon')}${event.join(' · ')}`}
            className="inline-flex min-h-8 items-center gap-1.5"
          >
            <Icon aria-hidden className="size-3.5" />
            {t(`item.${how}`)}
          </Link>
        )
      })}
    </p>
  )
}
