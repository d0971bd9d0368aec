import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { addFollowUp, correctFollowUp, withdrawFollowUp } from '@/app/actions/follow-ups'
import { PageMessages } from '@/app/page-messages'
import { FollowUpForm } from '@/components/desk/follow-up-form'
import { FollowUpWithdrawalForm } from '@/components/desk/follow-up-withdrawal-form'
import { inLanguage } from '@/lib/locale'
import { addFollowUpPath, changeFollowUpPath, itemPath } from '@/lib/paths'
import { decodedSegment } from '@/lib/typed-address'
import { commitmentToEdit } from '@/server/request/commitment-to-edit'

/** The three forms about a follow-up, with the names in messages/ of their titles, without and with the commitment's ref. */
export const FORMS = {
  add: { title: 'addTitle', titleOf: 'addTo' },
  correct: { title: 'correctTitle', titleOf: 'correctOf' },
  withdraw: { title: 'withdrawTitle', titleOf: 'withdrawOf' },
} as const

export type FollowUpParams = Promise<{ ref: string; key?: string }>

/** One of the forms, on a page of its own or over the page it was opened from. */
export async function FollowUpEntry({
  params,
  doing,
  over,
}: {
  params: FollowUpParams
  doing: keyof typeof FORMS
  over: boolean
}) {
  const [locale, t, { ref: segment, key = '' }] = await Promise.all([getLocale(), getTranslations(), params])
  const pathOf = (ref: string) =>
    doing === 'add' ? addFollowUpPath(locale, ref) : changeFollowUpPath(locale, ref, decodedSegment(key), doing)
  const { commitment, agreement, today } = await commitmentToEdit(segment, pathOf)
  const { ref, version, followUpList, assessments, titleZh, titleEn } = commitment
  const followUp = followUpList.find((one) => one.key === decodedSegment(key)) ?? null
  if (doing !== 'add' && !followUp) notFound()
  const { parties, concludedOn } = agreement
  const doneHref = over ? null : itemPath(locale, ref)
  return (
    <>
      <p className="text-ink-soft tabular-nums">
        {ref} {inLanguage(locale, titleZh, titleEn)}
      </p>
      <h1 className="mb-4 font-semibold text-xl sm:text-2xl">{t(`followUp.${FORMS[doing].title}`)}</h1>
      <PageMessages of={['followUp', 'conflict', 'form', 'item', 'effect', 'relation', 'precision', 'tier']}>
        {doing === 'withdraw' && followUp ? (
          <FollowUpWithdrawalForm
            commitment={{ ref, version, assessments }}
            followUp={followUp}
            parties={parties}
            send={withdrawFollowUp}
            doneHref={doneHref}
          />
        ) : (
          <FollowUpForm
            commitment={{ ref, version, followUpList }}
            corrects={followUp}
            parties={parties}
            concludedOn={concludedOn}
            today={today}
            send={followUp ? correctFollowUp : addFollowUp}
            doneHref={doneHref}
          />
        )}
      </PageMessages>
    </>
  )
}
