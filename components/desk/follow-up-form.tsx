'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { type Collision, Conflict } from '@/components/desk/conflict'
import { FollowUpFields } from '@/components/desk/follow-up-fields'
import { announce } from '@/components/desk/recorded'
import { useAsOpened } from '@/components/desk/use-as-opened'
import { FollowUpEvent } from '@/components/item/follow-up-event'
import { type ShownField, useFollowUpWords } from '@/components/marks/use-follow-up-words'
import { ActionForm } from '@/components/ui/action-form'
import { TextArea } from '@/components/ui/fields'
import { FormEnd } from '@/components/ui/form-end'
import { useGoOn } from '@/components/ui/use-go-on'
import type { Action } from '@/lib/action'
import type { Party } from '@/lib/agreement'
import type { CommitmentDetail } from '@/lib/commitment'
import { type Day, formatDays } from '@/lib/day'
import { differencesIn, type FollowUp, type FollowUpDraft } from '@/lib/follow-up'
import { typedFollowUp } from '@/lib/typed-follow-up'

/** What a form's words are, by what it does. */
const WORDS = {
  add: { title: 'addTo', submit: 'submitAdd', done: 'added' },
  correct: { title: 'correctOf', submit: 'submitCorrect', done: 'corrected' },
} as const

/** A refused edit beside what stands now: a correction field by field, an addition with what was added meanwhile. */
type Refused = { theirs: FollowUp | null; yours: FollowUpDraft; taken: ShownField[]; added: FollowUp[] }

/** Adds a follow-up, or corrects one; where somebody was faster, theirs stands beside yours. */
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
  const { ref, version: opened, followUpList } = useAsOpened(commitment)
  const corrects = useAsOpened(correcting)
  const within = useRef<HTMLDivElement>(null)
  const [version, setVersion] = useState(opened)
  /** What the fields begin with; they are drawn anew with each round, and are the browser's own in between. */
  const [from, setFrom] = useState<{ draft: FollowUpDraft | undefined; round: number }>({
    draft: corrects ?? undefined,
    round: 0,
  })
  const [refused, setRefused] = useState<Refused | null>(null)
  const saying = WORDS[corrects ? 'correct' : 'add']

  const typed = (): FollowUpDraft => typedFollowUp(new FormData(within.current?.closest('form') ?? undefined))
  const begin = (draft: FollowUpDraft) => setFrom(({ round }) => ({ draft, round: round + 1 }))

  const changedBy = (draft: FollowUpDraft): ShownField[] =>
    corrects ? differencesIn(corrects, draft).filter((field) => field !== 'effectDetail') : []

  function showRefused({ version: standing, followUps }: { version: number; followUps: FollowUp[] }) {
    const yours = typed()
    const theirs = followUps.find((followUp) => followUp.key === corrects?.key) ?? null
    const known = new Set(followUpList.map((followUp) => followUp.key))
    const added = corrects ? [] : followUps.filter((followUp) => !known.has(followUp.key))
    // What was not touched here is begun with as they have it.
    const touched = changedBy(yours)
    const taken = theirs ? changedBy(theirs).filter((field) => !touched.includes(field)) : []
    setVersion(standing)
    setRefused({ theirs, yours, taken, added })
    if (theirs && taken.length > 0) begin({ ...yours, ...only(taken, theirs) })
  }

  const collisions: (Collision & { name: ShownField })[] =
    corrects && refused?.theirs
      ? changedBy(refused.theirs)
          .filter((field) => differencesIn(refused.theirs as FollowUp, refused.yours).includes(field))
          .map((name) => ({
            name,
            label: words.labelOf(name),
            base: words.valueOf(name, corrects),
            theirs: words.valueOf(name, refused.theirs as FollowUp),
            yours: words.valueOf(name, refused.yours),
          }))
      : []

  return (
    <ActionForm
      action={send}
      label={t(saying.title, { ref })}
      onDone={(_, undoes) => {
        const { occurredOn, endedOn } = typed()
        announce({ message: t(saying.done, { ref, day: formatDays(occurredOn, endedOn, locale) }), undoes })
        goOn()
      }}
      onRefused={({ code, current }) => {
        if (code === 'CONFLICT' && current !== null) showRefused(current as { version: number; followUps: FollowUp[] })
      }}
    >
      <input type="hidden" name="ref" value={ref} />
      <input type="hidden" name="version" value={version} />
      {corrects && <input type="hidden" name="key" value={corrects.key} />}
      {refused && (refused.theirs || !corrects) && (
        <Conflict
          collisions={collisions}
          taken={refused.taken}
          note={
            collisions.length > 0
              ? undefined
              : refused.added.length > 0
                ? t('conflictAdded', { count: refused.added.length })
                : t('conflictItem', { ref })
          }
          onTake={(name, whose) => {
            const field = name as ShownField
            const taken = refused.taken.filter((one) => one !== field)
            begin({ ...typed(), ...only([field], whose === 'theirs' ? (refused.theirs as FollowUp) : refused.yours) })
            setRefused({ ...refused, taken: whose === 'theirs' ? [...taken, field] : taken })
          }}
        >
          <ul className="space-y-3">
            {refused.added.map((followUp) => (
              <li key={followUp.key} className="border-line border-t pt-2">
                <FollowUpEvent followUp={followUp} parties={parties} />
              </li>
            ))}
          </ul>
        </Conflict>
      )}
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

/** Some fields of a follow-up alone. */
const only = (fields: readonly ShownField[], draft: FollowUpDraft): Partial<FollowUpDraft> =>
  Object.fromEntries(fields.map((field) => [field, draft[field]]))
