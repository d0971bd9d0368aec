'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Conflict, ConflictNote } from '@/components/desk/conflict'
import { FollowUpFields } from '@/components/desk/follow-up-fields'
import { announce } from '@/components/desk/recorded'
import { useConflict } from '@/components/desk/use-conflict'
import { FollowUpEvent } from '@/components/item/follow-up-event'
import { useFollowUpWords } from '@/components/marks/use-follow-up-words'
import { ActionForm } from '@/components/ui/action-form'
import { TextArea } from '@/components/ui/fields'
import { FormEnd } from '@/components/ui/form-end'
import { useDraft, useKept } from '@/components/ui/use-draft'
import { useGoOn } from '@/components/ui/use-go-on'
import { type Action, standingIn } from '@/lib/action'
import type { Party } from '@/lib/agreement'
import type { CommitmentDetail } from '@/lib/commitment'
import { compare } from '@/lib/conflict'
import { type Day, formatDays } from '@/lib/day'
import { contentOf, type FollowUp, type FollowUpDraft, SHOWN_FIELDS, type ShownField } from '@/lib/follow-up'
import { typedFollowUp } from '@/lib/typed-follow-up'

/** The words of the form, by what it does. */
const WORDS = {
  add: { title: 'addTo', submit: 'submitAdd', done: 'added' },
  correct: { title: 'correctOf', submit: 'submitCorrect', done: 'corrected' },
} as const

type Shown = Pick<FollowUpDraft, ShownField>
/** What a refused edit is answered with. */
type Standing = { version: number; followUps: FollowUp[] }

/** Adds or corrects a follow-up; if somebody else was faster, shows theirs next to yours. */
export function FollowUpForm({
  commitment,
  corrects: correcting = null,
  parties,
  concludedOn,
  today,
  send,
  doneHref,
}: {
  /** As it stands today. */
  commitment: Pick<CommitmentDetail, 'ref' | 'version' | 'followUpList'>
  /** One of them; null: a new one is added. */
  corrects?: FollowUp | null
  parties: readonly Party[]
  concludedOn: Day
  today: Day
  send: Action<{ key: string }>
  /** Where to go afterwards; null: back to where the form was opened. */
  doneHref: string | null
}) {
  const t = useTranslations('followUp')
  const locale = useLocale()
  const words = useFollowUpWords(parties)
  const goOn = useGoOn(doneHref)
  const { ref } = commitment
  const draft = useDraft(correcting ? `correct ${ref} ${correcting.key}` : `add ${ref}`)
  // What it was opened with, also when the page is drawn again with what others have recorded.
  const [opened] = useKept(draft, 'version', commitment.version)
  const [met, setMet] = useState<number | null>(null)
  const [known] = useKept(draft, 'known', () => commitment.followUpList.map(({ key }) => key))
  const [corrects] = useKept(draft, 'corrects', () => correcting && { ...contentOf(correcting), key: correcting.key })
  const within = useRef<HTMLDivElement>(null)
  /** What the fields start from. Each round draws them again; in between, the browser keeps what is typed. */
  const [from, setFrom] = useState<{ draft: FollowUpDraft | undefined; round: number }>({
    draft: corrects ?? undefined,
    round: 0,
  })
  /** Follow-ups that were added while this one was typed; null unless that was refused. */
  const [addedMeanwhile, setAddedMeanwhile] = useState<FollowUp[] | null>(null)
  const typed = (): FollowUpDraft => typedFollowUp(new FormData(within.current?.closest('form') ?? undefined))
  const begin = (draft: FollowUpDraft) => setFrom(({ round }) => ({ draft, round: round + 1 }))
  const { meeting, meet, take } = useConflict<Shown>((parts) => begin({ ...typed(), ...parts }))
  const saying = WORDS[corrects ? 'correct' : 'add']

  /** Compares a correction with the follow-up as it reads now; fields that were not touched here start from theirs. */
  function meetStanding({ version: recorded, followUps }: Standing) {
    setMet(recorded)
    if (!corrects) return setAddedMeanwhile(followUps.filter((followUp) => !known.includes(followUp.key)))
    const theirs = followUps.find((followUp) => followUp.key === corrects.key)
    if (!theirs) return meet(null)
    const [base, yours] = [contentOf(corrects), typed()]
    const { moved, collisions, merged } = compare(SHOWN_FIELDS, { base, yours, theirs: contentOf(theirs) })
    const taken = moved.filter((name) => !collisions.includes(name))
    meet({ base, yours, theirs, names: moved, taken })
    if (taken.length > 0) begin(merged)
  }

  return (
    <ActionForm
      action={send}
      label={t(saying.title, { ref })}
      draft={draft}
      onDone={(_, undoes) => {
        const { occurredOn, endedOn } = typed()
        announce({ message: t(saying.done, { ref, day: formatDays(occurredOn, endedOn, locale) }), undoes })
        goOn()
      }}
      onRefused={(refusal) => {
        const recorded = standingIn<Standing>(refusal)
        if (recorded) meetStanding(recorded)
      }}
    >
      <input type="hidden" name="ref" value={ref} />
      <input type="hidden" name="version" value={met ?? opened} />
      {corrects && <input type="hidden" name="key" value={corrects.key} />}
      {meeting && (
        <Conflict
          meeting={meeting}
          labelOf={words.labelOf}
          inWords={words.valueOf}
          onTake={take}
          note={t('conflictItem', { ref })}
        />
      )}
      {addedMeanwhile && <AddedMeanwhile of={ref} followUps={addedMeanwhile} parties={parties} />}
      <div ref={within}>
        <FollowUpFields
          key={from.round}
          parties={parties}
          concludedOn={concludedOn}
          today={today}
          {...(from.draft && { from: from.draft })}
        />
      </div>
      {corrects && (
        <TextArea name="reason" rows={2} label={t('correctReason')} hint={t('reasonHint')} className="mt-5" required />
      )}
      <FormEnd submit={t(saying.submit)} doneHref={doneHref} />
    </ActionForm>
  )
}

/** Says that the commitment was changed meanwhile, and which follow-ups were added to it. */
function AddedMeanwhile({
  of: ref,
  followUps,
  parties,
}: {
  of: string
  followUps: readonly FollowUp[]
  parties: readonly Party[]
}) {
  const t = useTranslations('followUp')
  const note = followUps.length > 0 ? t('conflictAdded', { count: followUps.length }) : t('conflictItem', { ref })
  return (
    <ConflictNote note={note}>
      <ul className="space-y-3">
        {followUps.map((followUp) => (
          <li key={followUp.key} className="border-line border-t pt-2">
            <FollowUpEvent followUp={followUp} parties={parties} />
          </li>
        ))}
      </ul>
    </ConflictNote>
  )
}
