import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/day-text'
import { followUpAnchor } from '@/components/evidence'
import { SourceList } from '@/components/source-list'
import { Translated } from '@/components/translated'
import type { Party } from '@/lib/agreement'
import { type FollowUp, isDirect } from '@/lib/follow-up'
import { inLanguage } from '@/lib/locale'

/** What followed, newest first: the events that can support a status, and apart from them the background. */
export function Timeline({ followUps, parties }: { followUps: FollowUp[]; parties: Party[] }) {
  const t = useTranslations('item')
  const direct = followUps.filter(isDirect)
  const background = followUps.filter((followUp) => !isDirect(followUp))
  return (
    <section aria-labelledby="timeline" className="panel p-4 sm:p-6">
      <h2 id="timeline" className="font-semibold text-xl">
        {t('timeline')}
      </h2>
      <h3 className="mt-4 font-semibold">{t('direct')}</h3>
      {direct.length === 0 ? (
        <p>
          {t('none')} <span className="text-ink-soft">{t('noneNote')}</span>
        </p>
      ) : (
        <>
          <p className="mb-3 text-ink-soft text-sm">{t('directNote')}</p>
          <Events followUps={direct} parties={parties} />
        </>
      )}
      {background.length > 0 && (
        <div className="mt-6 rounded-lg bg-sunken p-4">
          <h3 className="font-semibold">{t('background')}</h3>
          <p className="mb-3 text-ink-soft text-sm">{t('backgroundNote')}</p>
          <Events followUps={background} parties={parties} />
        </div>
      )}
    </section>
  )
}

function Events({ followUps, parties }: { followUps: FollowUp[]; parties: Party[] }) {
  const t = useTranslations()
  const locale = useLocale()
  const reporter = (code: string) => {
    const party = parties.find((one) => one.code === code)
    if (party) return inLanguage(locale, party.nameZh, party.nameEn)
    return t(code === 'BOTH' ? 'item.both' : 'item.third')
  }
  return (
    <ol className="space-y-5 border-line border-l-2 pl-4">
      {followUps.map((followUp) => {
        const note = inLanguage(locale, followUp.noteZh, followUp.noteEn)
        return (
          <li
            key={followUp.key}
            id={followUpAnchor(followUp.key)}
            className="-ml-4 scroll-mt-6 rounded pl-4 break-inside-avoid target:bg-mark"
          >
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
            <p className="max-w-prose">
              <Translated locale={locale} zh={followUp.summaryZh} en={followUp.summaryEn} />
            </p>
            {note && <p className="max-w-prose text-ink-soft text-sm">{note}</p>}
            <p className="text-ink-soft text-sm">{t('item.reportedBy', { who: reporter(followUp.reportedBy) })}</p>
            <SourceList sources={followUp.sources} />
          </li>
        )
      })}
    </ol>
  )
}
