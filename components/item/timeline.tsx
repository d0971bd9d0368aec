import { PencilLine, Plus, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { followUpAnchor } from '@/components/item/evidence'
import { FollowUpEvent } from '@/components/item/follow-up-event'
import { FollowUpVersions } from '@/components/item/follow-up-versions'
import { WithdrawnFollowUps } from '@/components/item/withdrawn-follow-ups'
import type { Party } from '@/lib/agreement'
import type { CommitmentDetail } from '@/lib/commitment'
import { formatDays } from '@/lib/day'
import { type FollowUp, isDirect } from '@/lib/follow-up'
import { inEitherLanguage } from '@/lib/locale'
import { addFollowUpPath, changeFollowUpPath } from '@/lib/paths'

type Props = {
  commitment: Pick<CommitmentDetail, 'ref' | 'followUpList' | 'followUpVersions'>
  parties: readonly Party[]
  /** In which the days of corrections are reckoned. */
  timeZone: string
  /** Whether the reader may add, correct and withdraw. */
  mayEdit: boolean
}

/**
 * What followed, newest first: the events that can support a status, and apart from them the background; folded away,
 * what was withdrawn.
 */
export function Timeline(props: Props) {
  const t = useTranslations('item')
  const locale = useLocale()
  const { ref, followUpList, followUpVersions } = props.commitment
  const direct = followUpList.filter(isDirect)
  const background = followUpList.filter((followUp) => !isDirect(followUp))
  return (
    <section aria-labelledby="timeline" className="panel p-4 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="timeline" className="font-semibold text-xl">
          {t('timeline')}
        </h2>
        {props.mayEdit && (
          <Link
            href={addFollowUpPath(locale, ref)}
            prefetch={false}
            scroll={false}
            className="field inline-flex items-center gap-2 font-medium no-underline print:hidden"
          >
            <Plus aria-hidden className="size-4" />
            {t('addFollowUp')}
          </Link>
        )}
      </div>
      <h3 className="mt-4 font-semibold">{t('direct')}</h3>
      {direct.length === 0 ? (
        <p>
          {t('none')} <span className="text-ink-soft">{t('noneNote')}</span>
        </p>
      ) : (
        <>
          <p className="mb-3 text-ink-soft text-sm">{t('directNote')}</p>
          <Events {...props} followUps={direct} />
        </>
      )}
      {background.length > 0 && (
        <div className="mt-6 rounded-lg bg-sunken p-4">
          <h3 className="font-semibold">{t('background')}</h3>
          <p className="mb-3 text-ink-soft text-sm">{t('backgroundNote')}</p>
          <Events {...props} followUps={background} />
        </div>
      )}
      <WithdrawnFollowUps versions={followUpVersions} parties={props.parties} timeZone={props.timeZone} />
    </section>
  )
}

function Events({ followUps, commitment, parties, timeZone, mayEdit }: Props & { followUps: FollowUp[] }) {
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

/** The ways to change a follow-up, each named with the event that it is about. */
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
