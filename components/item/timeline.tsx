import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { TimelineEvents, type TimelineProps } from '@/components/item/timeline-events'
import { WithdrawnFollowUps } from '@/components/item/withdrawn-follow-ups'
import { isDirect } from '@/lib/follow-up'
import { addFollowUpPath } from '@/lib/paths'

/**
 * What followed, newest first: the events that can support a status, then the background, then, collapsed, what was
 * withdrawn.
 */
export function Timeline(props: TimelineProps) {
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
          <TimelineEvents {...props} followUps={direct} />
        </>
      )}
      {background.length > 0 && (
        <div className="mt-6 rounded-lg bg-sunken p-4">
          <h3 className="font-semibold">{t('background')}</h3>
          <p className="mb-3 text-ink-soft text-sm">{t('backgroundNote')}</p>
          <TimelineEvents {...props} followUps={background} />
        </div>
      )}
      <WithdrawnFollowUps versions={followUpVersions} parties={props.parties} timeZone={props.timeZone} />
    </section>
  )
}
