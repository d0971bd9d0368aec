'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Conflict } from '@/components/desk/conflict'
import { EvidenceFields } from '@/components/desk/evidence-fields'
import { JudgementFields } from '@/components/desk/judgement-fields'
import { RationaleFields } from '@/components/desk/rationale-fields'
import { announce } from '@/components/desk/recorded'
import { SuggestionCard } from '@/components/desk/suggestion-card'
import { useConflict } from '@/components/desk/use-conflict'
import { useJudgementWords } from '@/components/desk/use-judgement-words'
import { ActionForm } from '@/components/ui/action-form'
import { FormEnd } from '@/components/ui/form-end'
import { useDraft, useKept } from '@/components/ui/use-draft'
import { useGoOn } from '@/components/ui/use-go-on'
import { type Action, standingIn } from '@/lib/action'
import type { Party } from '@/lib/agreement'
import { SUGGESTED } from '@/lib/assessment'
import type { CommitmentDetail } from '@/lib/commitment'
import { compare } from '@/lib/conflict'
import { type Day, isDay } from '@/lib/day'
import { type FollowUp, isDirect, newestFirst } from '@/lib/follow-up'
import { draftOf } from '@/lib/rationale'
import { suggest } from '@/lib/rule'
import type { Judgement } from '@/lib/status'
import {
  correctionOf,
  JUDGEMENT_FIELDS,
  type TypedAssessment,
  type TypedJudgement,
  typedJudgement,
} from '@/lib/typed-assessment'

/**
 * Records a judgement. It starts from the present one and shows what the rule suggests for the day; evidence is ticked
 * among what is on record or added here. If somebody else was faster, theirs is shown next to yours.
 */
export function AssessForm({
  commitment: standing,
  concludedOn,
  parties,
  today,
  assess,
  doneHref,
}: {
  /** As it stands today. */
  commitment: CommitmentDetail
  concludedOn: Day
  parties: readonly Party[]
  today: Day
  assess: Action<{ ref: string }>
  /** Where to go afterwards; null: back to where the form was opened. */
  doneHref: string | null
}) {
  const t = useTranslations()
  const goOn = useGoOn(doneHref)
  // What it was opened with, also when the page is drawn again with what others have recorded.
  const [commitment] = useState(standing)
  const { ref, type, delivered, assessments } = commitment
  const direct = newestFirst(commitment.followUpList.filter(isDirect))
  const known = new Set(direct.map((followUp) => followUp.key))
  const citable = (keys: readonly string[]) => keys.filter((key) => known.has(key))
  const current = assessments.filter((one) => !assessments.some((other) => other.supersedesId === one.id))

  const draft = useDraft(`assess ${ref}`)
  const [opened] = useKept(draft, 'opened', typedJudgement(commitment))
  const [openedAt] = useKept(draft, 'version', commitment.version)
  const [met, setMet] = useState<number | null>(null)
  const [typed, setTyped] = useKept<TypedAssessment>(draft, 'typed', {
    ...opened,
    confidence: SUGGESTED,
    supersedesId: '',
    effectiveOn: today,
    rationaleZh: '',
    rationaleEn: '',
    evidence: citable(current.findLast((one) => one.effectiveOn === commitment.assessedOn)?.evidence ?? []),
  })
  const [added, setAdded] = useState<FollowUp[]>([])
  const put = (parts: Partial<TypedAssessment>) => setTyped((before) => ({ ...before, ...parts }))
  const { meeting, meet, take } = useConflict<TypedJudgement>(put)

  const day = isDay(typed.effectiveOn) ? typed.effectiveOn : today
  const input = { type, delivered, concludedOn, followUps: [...direct, ...added] }
  const suggestion = suggest(input, day)
  const suggested = { ...typedJudgement(suggestion), confidence: SUGGESTED }
  const words = useJudgementWords(suggestion.confidence)

  function takeSuggestion() {
    const { rationaleZh, rationaleEn } = draftOf(input, { ...suggestion, effectiveOn: day })
    put({
      ...suggested,
      evidence: citable(suggestion.evidence.map((followUp) => followUp.key)),
      rationaleZh: typed.rationaleZh || (rationaleZh ?? ''),
      rationaleEn: typed.rationaleEn || (rationaleEn ?? ''),
    })
  }

  function correct(id: string) {
    const corrected = current.find((one) => String(one.id) === id)
    put(corrected ? { ...correctionOf(corrected), evidence: citable(corrected.evidence) } : { supersedesId: id })
  }

  function meetStanding(recorded: Judgement & { version: number }) {
    const sides = { base: opened, yours: typed, theirs: typedJudgement(recorded) }
    setMet(recorded.version)
    meet({ ...sides, names: compare(JUDGEMENT_FIELDS, sides).moved, taken: [] })
  }

  return (
    <ActionForm
      action={assess}
      label={t('assess.titleOf', { ref })}
      draft={draft}
      onDone={(_, undoes) => {
        announce({ message: t('assess.recorded', { ref, status: t(`status.${typed.status}.label`) }), undoes })
        goOn()
      }}
      onRefused={(refusal) => {
        const recorded = standingIn<Judgement & { version: number }>(refusal)
        if (recorded) meetStanding(recorded)
      }}
    >
      <input type="hidden" name="ref" value={ref} />
      <input type="hidden" name="version" value={met ?? openedAt} />
      {meeting && <Conflict meeting={meeting} labelOf={words.labelOf} inWords={words.inWords} onTake={take} />}
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-[minmax(0,3fr)_minmax(14rem,2fr)]">
        <JudgementFields
          type={type}
          typed={typed}
          onType={put}
          onCorrect={correct}
          current={current}
          asSuggested={words.asSuggested}
          concludedOn={concludedOn}
          today={today}
        />
        <SuggestionCard
          input={input}
          day={day}
          agrees={JUDGEMENT_FIELDS.every((name) => typed[name] === suggested[name])}
          onTake={takeSuggestion}
        />
      </div>
      <RationaleFields typed={typed} onType={put} />
      <EvidenceFields
        direct={direct}
        ticked={typed.evidence}
        onTick={(evidence) => put({ evidence })}
        onAdded={setAdded}
        parties={parties}
        concludedOn={concludedOn}
        today={today}
      />
      <FormEnd submit={t('assess.submit')} doneHref={doneHref} />
    </ActionForm>
  )
}
