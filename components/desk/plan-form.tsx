'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type Collision, Conflict } from '@/components/desk/conflict'
import { announce } from '@/components/desk/recorded'
import { ActionForm, SubmitButton } from '@/components/ui/action-form'
import { SelectField, TextArea, TextField } from '@/components/ui/fields'
import type { Colleague } from '@/lib/account'
import type { Action } from '@/lib/action'
import { type Day, formatDay, isDay, yearsAfter } from '@/lib/day'
import {
  compare,
  FARTHEST_STEP,
  LONGEST_NOTES,
  LONGEST_REVIEW,
  LONGEST_STEP,
  PLAN_FIELDS,
  type Plan,
  type PlanField,
  pick,
  type RecordedFields,
} from '@/lib/plan'

/** A plan as the fields of the form hold it. */
type Typed = Record<PlanField, string>

/**
 * A plan to be changed where it stands. Escape leaves it as it was; what somebody else has put into other fields
 * meanwhile is kept, and into the same ones, shown beside one's own.
 */
export function PlanForm({
  of: ref,
  plan,
  colleagues,
  concludedOn,
  today,
  change,
  onClose,
}: {
  of: string
  plan: Plan
  colleagues: readonly Colleague[]
  concludedOn: Day
  today: Day
  change: Action<RecordedFields>
  onClose: () => void
}) {
  const t = useTranslations('plan')
  const form = useTranslations('form')
  const locale = useLocale()
  const router = useRouter()
  const fields = useRef<HTMLDivElement>(null)
  // What it was opened with, whatever the page shows meanwhile.
  const [base, setBase] = useState<Typed>(() => typedOf(plan))
  const [typed, setTyped] = useState(base)
  const [conflict, setConflict] = useState<{ collisions: Collision[]; theirs: Typed; yours: Typed } | null>(null)
  const [taken, take] = useState<readonly string[]>([])
  const type = (parts: Partial<Typed>) => setTyped((before) => ({ ...before, ...parts }))

  useEffect(() => fields.current?.querySelector<HTMLElement>('textarea')?.focus(), [])

  function cancel() {
    const isTouched = PLAN_FIELDS.some((name) => typed[name] !== base[name])
    if (!isTouched || confirm(t('discard'))) onClose()
  }

  function cancelByKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.preventDefault()
    cancel()
  }

  const inWords = (name: PlanField, value: string): string => {
    if (value === '') return t('nothing')
    if (name === 'plannedStepOn') return isDay(value) ? formatDay(value, locale) : value
    return name === 'responsible' ? (colleagues.find(({ id }) => id === value)?.name ?? value) : value
  }

  /** Their fields become what this edit is made from; where both changed one, it waits for a choice. */
  function meet(theirs: Typed) {
    const yours = trimmed(typed)
    const { merged, collisions } = compare(base, yours, theirs)
    setConflict({
      collisions: collisions.map((name) => ({
        name,
        label: t(`fields.${name}`),
        base: inWords(name, base[name]),
        theirs: inWords(name, theirs[name]),
        yours: inWords(name, yours[name]),
      })),
      theirs,
      yours,
    })
    take([])
    setTyped({ ...merged, ...pick(yours, collisions) })
    setBase(theirs)
    router.refresh()
  }

  const choices = [
    ['', t('nobody')] as const,
    ...colleagues
      .filter(({ id, isActive }) => isActive || id === typed.responsible)
      .map(({ id, name, isActive }) => [id, isActive ? name : t('inactive', { name })] as const),
  ]
  /** What every field of a plan has alike. */
  const field = (name: PlanField) => ({
    name,
    label: t(`fields.${name}`),
    value: typed[name],
    onChange: ({ target }: { target: { value: string } }) => type({ [name]: target.value }),
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is for whichever field has the focus
    <div ref={fields} onKeyDown={cancelByKey}>
      <ActionForm
        action={change}
        label={t('editOf', { ref })}
        className="space-y-3"
        onDone={({ data }, key) => {
          if (Object.keys(data).length > 0) announce({ message: t('recorded', { ref }), undoes: key })
          onClose()
        }}
        onRefused={({ code, current }) => {
          if (code === 'CONFLICT' && current !== null) meet(typedOf(current as Plan))
        }}
      >
        <input type="hidden" name="ref" value={ref} />
        {PLAN_FIELDS.map((name) => (
          <input key={name} type="hidden" name={`base.${name}`} value={base[name]} />
        ))}
        {conflict && (
          <Conflict
            collisions={conflict.collisions}
            taken={taken}
            onTake={(name, whose) => {
              type({ [name]: conflict[whose][name as PlanField] })
              take(whose === 'theirs' ? [...taken, name] : taken.filter((one) => one !== name))
            }}
          />
        )}
        <TextArea {...field('plannedStepZh')} lang="zh-CN" rows={2} maxLength={LONGEST_STEP} />
        <TextArea {...field('plannedStepEn')} lang="en" rows={2} maxLength={LONGEST_STEP} />
        <TextField
          {...field('plannedStepOn')}
          type="date"
          min={concludedOn}
          max={yearsAfter(today, FARTHEST_STEP)}
          hint={t('stepOnHint')}
        />
        <SelectField {...field('responsible')} options={choices} />
        <TextField {...field('reviewEveryDays')} inputMode="numeric" hint={t('reviewHint', { most: LONGEST_REVIEW })} />
        <TextArea {...field('workingNotes')} rows={4} maxLength={LONGEST_NOTES} />
        <div className="flex flex-wrap items-center gap-3 pt-1">
          <SubmitButton>{t('save')}</SubmitButton>
          <button type="button" onClick={cancel} className="min-h-10 px-2 text-accent underline">
            {form('cancel')}
          </button>
        </div>
      </ActionForm>
    </div>
  )
}

const typedOf = (plan: Plan): Typed =>
  Object.fromEntries(PLAN_FIELDS.map((name) => [name, String(plan[name] ?? '')])) as Typed

const trimmed = (typed: Typed): Typed =>
  Object.fromEntries(PLAN_FIELDS.map((name) => [name, typed[name].trim()])) as Typed
