'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Collision, Conflict } from '@/components/desk/conflict'
import { EvidenceFields } from '@/components/desk/evidence-fields'
import { announce } from '@/components/desk/recorded'
import { SuggestionCard } from '@/components/desk/suggestion-card'
import { useAsOpened } from '@/components/desk/use-as-opened'
import { ActionForm } from '@/components/ui/action-form'
import { FieldGroup, SelectField, TextArea, TextField } from '@/components/ui/fields'
import { FormEnd } from '@/components/ui/form-end'
import { useGoOn } from '@/components/ui/use-go-on'
import type { Action } from '@/lib/action'
import type { Party } from '@/lib/agreement'
import { type Assessment, SUGGESTED } from '@/lib/assessment'
import type { CommitmentDetail } from '@/lib/commitment'
import { type Day, formatDay, isDay } from '@/lib/day'
import { type FollowUp, isDirect, newestFirst } from '@/lib/follow-up'
import { draftOf } from '@/lib/rationale'
import { suggest } from '@/lib/rule'
import {
  CONDITIONS,
  CONFIDENCES,
  type Condition,
  type Confidence,
  type Judgement,
  PROGRESS_BAND,
  STATUS_KEYS,
  type StatusKey,
  statusKey,
  UNASSESSED,
} from '@/lib/status'

/** What is chosen in the form, as its fields hold it. */
type Chosen = {
  supersedesId: string
  effectiveOn: string
  status: StatusKey
  condition: Condition
  progress: string
  confidence: string
  rationaleZh: string
  rationaleEn: string
  evidence: readonly string[]
}

/**
 * Records a judgement: the present one as a start, what the rule suggests for the day beside it, evidence ticked among
 * what is on record or added here, and when somebody was faster, theirs beside yours.
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
  const locale = useLocale()
  const goOn = useGoOn(doneHref)
  const commitment = useAsOpened(standing)
  const { ref, type, assessments } = commitment
  const direct = newestFirst(commitment.followUpList.filter(isDirect))
  const current = assessments.filter((one) => !assessments.some((other) => other.supersedesId === one.id))
  const latest = current.findLast((one) => one.effectiveOn === commitment.assessedOn)

  const [version, setVersion] = useState(commitment.version)
  const [chosen, setChosen] = useState<Chosen>({
    supersedesId: '',
    effectiveOn: today,
    ...fieldsOf(commitment),
    confidence: SUGGESTED,
    rationaleZh: '',
    rationaleEn: '',
    evidence: latest?.evidence ?? [],
  })
  const [added, setAdded] = useState<FollowUp[]>([])
  const [conflict, setConflict] = useState<{ theirs: Judgement; yours: Chosen; taken: string[] } | null>(null)
  const choose = (parts: Partial<Chosen>) => setChosen((before) => ({ ...before, ...parts }))

  const day = isDay(chosen.effectiveOn) ? chosen.effectiveOn : today
  const input = {
    type,
    delivered: commitment.delivered,
    concludedOn,
    followUps: [...direct, ...added],
  }
  const suggestion = suggest(input, day)
  const suggested = { ...fieldsOf(suggestion) }
  const agrees =
    chosen.status === suggested.status &&
    chosen.condition === suggested.condition &&
    chosen.progress === suggested.progress &&
    chosen.confidence === SUGGESTED

  function takeSuggestion() {
    const { rationaleZh, rationaleEn } = draftOf(input, { ...suggestion, effectiveOn: day })
    const known = new Set(direct.map((followUp) => followUp.key))
    choose({
      ...suggested,
      confidence: SUGGESTED,
      evidence: suggestion.evidence.map((followUp) => followUp.key).filter((key) => known.has(key)),
      rationaleZh: chosen.rationaleZh || (rationaleZh ?? ''),
      rationaleEn: chosen.rationaleEn || (rationaleEn ?? ''),
    })
  }

  function correct(id: string) {
    const corrected = current.find((one) => String(one.id) === id)
    if (!corrected) return choose({ supersedesId: id })
    choose({
      supersedesId: id,
      effectiveOn: corrected.effectiveOn,
      ...fieldsOf(corrected),
      confidence: SUGGESTED,
      rationaleZh: corrected.rationaleZh ?? '',
      rationaleEn: corrected.rationaleEn ?? '',
      evidence: corrected.evidence,
    })
  }

  const names: Record<keyof Judgement, string> = {
    status: t('assess.status'),
    condition: t('assess.condition'),
    progress: t('assess.progress'),
    confidence: t('assess.confidence'),
  }
  const inWords = (name: keyof Judgement, fields: Pick<Chosen, keyof Judgement>): string => {
    if (name === 'status') return t(`status.${fields.status}.label`)
    if (name === 'condition') return t(`condition.${fields.condition}.label`)
    if (name === 'progress') return fields.progress === '' ? t('assess.nothing') : `${fields.progress}%`
    return fields.confidence === SUGGESTED
      ? t('assess.confidenceSuggested', { confidence: t(`confidence.${suggestion.confidence ?? 'NONE'}.label`) })
      : t(`confidence.${fields.confidence as Confidence | 'NONE'}.label`)
  }
  const collisions: Collision[] = conflict
    ? (Object.keys(names) as (keyof Judgement)[])
        .filter((name) => {
          const theirs = fieldsOf(conflict.theirs)[name]
          return theirs !== fieldsOf(commitment)[name] && theirs !== conflict.yours[name]
        })
        .map((name) => ({
          name,
          label: names[name],
          base: inWords(name, fieldsOf(commitment)),
          theirs: inWords(name, fieldsOf(conflict.theirs)),
          yours: inWords(name, conflict.yours),
        }))
    : []

  const band = PROGRESS_BAND[chosen.status]
  const statuses = STATUS_KEYS.filter((key) => key === UNASSESSED || (key === 'DECLARATORY') === (type === 'PRINCIPLE'))
  return (
    <ActionForm
      action={assess}
      label={t('assess.titleOf', { ref })}
      onDone={(_, key) => {
        announce({
          message: t('assess.recorded', { ref, status: t(`status.${chosen.status}.label`) }),
          undoes: key,
        })
        goOn()
      }}
      onRefused={({ code, current: recorded }) => {
        if (code !== 'CONFLICT' || recorded === null) return
        const theirs = recorded as Judgement & { version: number }
        setVersion(theirs.version)
        setConflict({ theirs, yours: chosen, taken: [] })
      }}
    >
      <input type="hidden" name="ref" value={ref} />
      <input type="hidden" name="version" value={version} />
      {conflict && (
        <Conflict
          collisions={collisions}
          taken={conflict.taken}
          onTake={(name, whose) => {
            const field = name as keyof Judgement
            choose({ [field]: (whose === 'theirs' ? fieldsOf(conflict.theirs) : conflict.yours)[field] })
            const others = conflict.taken.filter((one) => one !== name)
            setConflict({ ...conflict, taken: whose === 'theirs' ? [...others, name] : others })
          }}
        />
      )}
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-[minmax(0,3fr)_minmax(14rem,2fr)]">
        <div className="grid content-start gap-x-4 gap-y-3 sm:grid-cols-2">
          <SelectField
            name="status"
            label={t('assess.status')}
            hint={t(`status.${chosen.status}.definition`)}
            value={chosen.status}
            onChange={({ target }) => {
              const status = target.value as StatusKey
              const band = PROGRESS_BAND[status]
              const kept = band && chosen.progress !== '' && isWithin(Number(chosen.progress), band)
              choose({ status, progress: kept ? chosen.progress : band && band[0] === band[1] ? String(band[0]) : '' })
            }}
            options={statuses.map((key) => [key, t(`status.${key}.label`)] as const)}
            className="sm:col-span-2"
          />
          <SelectField
            name="condition"
            label={t('assess.condition')}
            value={chosen.condition}
            onChange={({ target }) => choose({ condition: target.value as Condition })}
            options={CONDITIONS.map((key) => [key, t(`condition.${key}.label`)] as const)}
          />
          <TextField
            name="progress"
            label={t('assess.progress')}
            hint={
              band === null
                ? t('assess.progressNone')
                : band[0] === band[1]
                  ? t('assess.progressFixed', { only: band[0] })
                  : t('assess.progressHint', { least: band[0], most: band[1] })
            }
            inputMode="numeric"
            value={chosen.progress}
            readOnly={band === null}
            onChange={({ target }) => choose({ progress: target.value })}
          />
          {chosen.condition === 'SUPERSEDED' && (
            <TextField name="supersededBy" label={t('assess.supersededBy')} hint={t('assess.supersededHint')} />
          )}
          <TextField
            name="effectiveOn"
            type="date"
            min={concludedOn}
            max={today}
            label={t('assess.effectiveOn')}
            hint={t('assess.effectiveHint')}
            value={chosen.effectiveOn}
            onChange={({ target }) => choose({ effectiveOn: target.value })}
            required
          />
          <SelectField
            name="confidence"
            label={t('assess.confidence')}
            value={chosen.confidence}
            onChange={({ target }) => choose({ confidence: target.value })}
            options={[
              [
                SUGGESTED,
                t('assess.confidenceSuggested', {
                  confidence: t(`confidence.${suggestion.confidence ?? 'NONE'}.label`),
                }),
              ],
              ...[...CONFIDENCES, 'NONE' as const].map((key) => [key, t(`confidence.${key}.label`)] as const),
            ]}
          />
          {current.length > 0 && (
            <SelectField
              name="supersedesId"
              label={t('assess.what')}
              value={chosen.supersedesId}
              onChange={({ target }) => correct(target.value)}
              className="sm:col-span-2"
              options={[
                ['', t('assess.new')],
                ...[...current].reverse().map(
                  (one) =>
                    [
                      String(one.id),
                      t('assess.correctionOf', {
                        day: formatDay(one.effectiveOn, locale),
                        status: wordsOf(one),
                      }),
                    ] as const,
                ),
              ]}
            />
          )}
        </div>
        <SuggestionCard input={input} day={day} agrees={agrees} onTake={takeSuggestion} />
      </div>

      <FieldGroup name="rationale" label={t('assess.rationale')} hint={t('assess.rationaleHint')} className="mt-5">
        <div className="mt-2 grid gap-4 sm:grid-cols-2">
          <TextArea
            name="rationaleZh"
            lang="zh-CN"
            label={t('assess.rationaleZh')}
            value={chosen.rationaleZh}
            onChange={({ target }) => choose({ rationaleZh: target.value })}
          />
          <TextArea
            name="rationaleEn"
            lang="en"
            label={t('assess.rationaleEn')}
            value={chosen.rationaleEn}
            onChange={({ target }) => choose({ rationaleEn: target.value })}
          />
        </div>
        {(chosen.supersedesId !== '' || chosen.confidence !== SUGGESTED) && (
          <TextArea name="reason" rows={2} label={t('assess.reason')} className="mt-3" />
        )}
      </FieldGroup>

      <EvidenceFields
        direct={direct}
        ticked={chosen.evidence}
        onTick={(evidence) => choose({ evidence })}
        onAdded={setAdded}
        parties={parties}
        concludedOn={concludedOn}
        today={today}
      />

      <FormEnd submit={t('assess.submit')} doneHref={doneHref} />
    </ActionForm>
  )

  function wordsOf({ status, condition }: Assessment): string {
    const label = t(`status.${statusKey(status)}.label`)
    return condition === 'ACTIVE' ? label : `${label} · ${t(`condition.${condition}.label`)}`
  }
}

/** A judgement as the form's fields hold it. */
function fieldsOf({ status, condition, progress, confidence }: Judgement) {
  return {
    status: statusKey(status),
    condition,
    progress: progress === null ? '' : String(progress),
    confidence: confidence ?? 'NONE',
  }
}

const isWithin = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most
