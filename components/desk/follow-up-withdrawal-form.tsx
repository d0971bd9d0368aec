'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConflictNote } from '@/components/desk/conflict'
import { announce } from '@/components/desk/recorded'
import { FollowUpEvent } from '@/components/item/follow-up-event'
import { ActionForm } from '@/components/ui/action-form'
import { TextArea } from '@/components/ui/fields'
import { FormEnd } from '@/components/ui/form-end'
import { useDraft, useKept } from '@/components/ui/use-draft'
import { useGoOn } from '@/components/ui/use-go-on'
import { type Action, standingIn } from '@/lib/action'
import type { Party } from '@/lib/agreement'
import type { CommitmentDetail } from '@/lib/commitment'
import { formatDays } from '@/lib/day'
import { differencesIn, type FollowUp } from '@/lib/follow-up'

/** Withdraws a follow-up, with a reason. Shows what it says, even if somebody has corrected it meanwhile. */
export function FollowUpWithdrawalForm({
  commitment: { ref, version: opened, assessments },
  followUp,
  parties,
  send,
  doneHref,
}: {
  /** As it stands today. */
  commitment: Pick<CommitmentDetail, 'ref' | 'version' | 'assessments'>
  followUp: FollowUp
  parties: readonly Party[]
  send: Action<{ key: string }>
  /** Where to go afterwards; null: back to where the form was opened. */
  doneHref: string | null
}) {
  const t = useTranslations('followUp')
  const locale = useLocale()
  const goOn = useGoOn(doneHref)
  const draft = useDraft(`withdraw ${ref} ${followUp.key}`)
  // What it was opened with is kept: a draft that is sent later is refused, and shows what has changed since.
  const [kept] = useKept(draft, 'opened', { version: opened, followUp })
  const [met, setMet] = useState<{ version: number; followUp: FollowUp } | null>(null)
  const { version, followUp: standing } = met ?? kept
  const [note, setNote] = useState<string | null>(null)
  const citing = assessments.filter(({ evidence }) => evidence.includes(followUp.key)).length

  return (
    <ActionForm
      action={send}
      label={t('withdrawOf', { ref })}
      draft={draft}
      onDone={(_, undoes) => {
        const day = formatDays(standing.occurredOn, standing.endedOn, locale)
        announce({ message: t('withdrawn', { ref, day }), undoes })
        goOn()
      }}
      onRefused={(refusal) => {
        const recorded = standingIn<{ version: number; followUps: FollowUp[] }>(refusal)
        if (!recorded) return
        const theirs = recorded.followUps.find(({ key }) => key === followUp.key)
        setMet({ version: recorded.version, followUp: theirs ?? standing })
        if (!theirs) return setNote(null)
        setNote(differencesIn(standing, theirs).length > 0 ? t('conflictCorrected') : t('conflictItem', { ref }))
      }}
    >
      <input type="hidden" name="ref" value={ref} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="key" value={followUp.key} />
      {note !== null && <ConflictNote note={note} />}
      <div className="rounded-lg bg-sunken p-4">
        <FollowUpEvent followUp={standing} parties={parties} />
      </div>
      <p className="mt-3">{t('citedBy', { count: citing })}</p>
      <TextArea name="reason" rows={2} label={t('withdrawReason')} hint={t('reasonHint')} className="mt-3" required />
      <FormEnd submit={t('submitWithdraw')} doneHref={doneHref} />
    </ActionForm>
  )
}
