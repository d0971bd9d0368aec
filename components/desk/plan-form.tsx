'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Conflict } from '@/components/desk/conflict'
import { PlanFields, type TypedPlan } from '@/components/desk/plan-fields'
import { announce } from '@/components/desk/recorded'
import { useConflict } from '@/components/desk/use-conflict'
import { ActionForm } from '@/components/ui/action-form'
import { CancelButton } from '@/components/ui/cancel-button'
import { SubmitButton } from '@/components/ui/submit-button'
import { useDraft, useKept } from '@/components/ui/use-draft'
import type { Colleague } from '@/lib/account'
import { type Action, standingIn } from '@/lib/action'
import { type Day, formatDay, isDay } from '@/lib/day'
import { pick } from '@/lib/pick'
import { comparePlans, PLAN_FIELDS, type Plan, type PlanField, type RecordedFields } from '@/lib/plan'

/**
 * Edits a plan in place; Escape leaves it. Changes that somebody else made meanwhile are kept in other fields, and shown
 * next to one's own in the same ones.
 */
export function PlanForm({
  of: ref,
  plan,
  colleagues,
  concludedOn,
  today,
  change,
  draft: kept,
  takesFocus,
  onClose,
}: {
  of: string
  plan: Plan
  colleagues: readonly Colleague[]
  concludedOn: Day
  today: Day
  change: Action<RecordedFields>
  /** The name of its draft. */
  draft: string
  /** Whether it was opened by hand. */
  takesFocus: boolean
  onClose: () => void
}) {
  const t = useTranslations('plan')
  const locale = useLocale()
  const router = useRouter()
  const fields = useRef<HTMLDivElement>(null)
  const draft = useDraft(kept)
  // What it was opened with, even if the page is redrawn meanwhile.
  const [opened] = useKept<TypedPlan>(draft, 'opened', () => typedOf(plan))
  const [met, setMet] = useState<TypedPlan | null>(null)
  const base = met ?? opened
  const [typed, setTyped] = useKept(draft, 'typed', base)
  const type = (parts: Partial<TypedPlan>) => setTyped((before) => ({ ...before, ...parts }))
  const { meeting, meet, take } = useConflict<TypedPlan>(type)

  useEffect(() => {
    if (takesFocus) fields.current?.querySelector<HTMLElement>('textarea')?.focus()
  }, [takesFocus])

  const inWords = (name: PlanField, value: string): string => {
    if (value === '') return t('nothing')
    if (name === 'plannedStepOn') return isDay(value) ? formatDay(value, locale) : value
    return name === 'responsible' ? (colleagues.find(({ id }) => id === value)?.name ?? value) : value
  }

  /** Their fields become the base of this edit; where both changed one, the user has to choose. */
  function meetStanding(theirs: TypedPlan) {
    const sides = { base, yours: trimmed(typed), theirs }
    const { merged, collisions } = comparePlans(sides)
    meet({ ...sides, names: collisions, taken: [] })
    setTyped({ ...merged, ...pick(sides.yours, collisions) })
    setMet(theirs)
    router.refresh()
  }

  return (
    <div ref={fields}>
      <ActionForm
        action={change}
        label={t('editOf', { ref })}
        draft={draft}
        onLeave={onClose}
        className="space-y-3"
        onDone={({ data }, key) => {
          if (Object.keys(data).length > 0) announce({ message: t('recorded', { ref }), undoes: key })
          onClose()
        }}
        onRefused={(refusal) => {
          const standing = standingIn<Plan>(refusal)
          if (standing) meetStanding(typedOf(standing))
        }}
      >
        <input type="hidden" name="ref" value={ref} />
        {PLAN_FIELDS.map((name) => (
          <input key={name} type="hidden" name={`base.${name}`} value={base[name]} />
        ))}
        {meeting && (
          <Conflict
            meeting={meeting}
            labelOf={(name) => t(`fields.${name}`)}
            inWords={(name, plan) => inWords(name, plan[name])}
            onTake={take}
          />
        )}
        <PlanFields typed={typed} onType={type} colleagues={colleagues} concludedOn={concludedOn} today={today} />
        <div className="flex flex-wrap items-center gap-3 pt-1">
          <SubmitButton>{t('save')}</SubmitButton>
          <CancelButton onCancel={onClose} />
        </div>
      </ActionForm>
    </div>
  )
}

const typedOf = (plan: Plan): TypedPlan =>
  Object.fromEntries(PLAN_FIELDS.map((name) => [name, String(plan[name] ?? '')])) as TypedPlan

const trimmed = (typed: TypedPlan): TypedPlan =>
  Object.fromEntries(PLAN_FIELDS.map((name) => [name, typed[name].trim()])) as TypedPlan
