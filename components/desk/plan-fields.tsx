import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SelectField, TextArea, TextField } from '@/components/ui/fields'
import type { Colleague } from '@/lib/account'
import { type Day, yearsAfter } from '@/lib/day'
import { FARTHEST_STEP, kindOf, LONGEST_REVIEW, PLAN_FIELDS, type PlanField } from '@/lib/plan'

/** A plan as the fields of a form hold it. */
export type TypedPlan = Record<PlanField, string>

/** A longer text than this gets four lines rather than two. */
const SHORT = 1_000

/** The fields of a plan, each with the control that suits what it holds. */
export function PlanFields({
  typed,
  onType,
  colleagues,
  concludedOn,
  today,
}: {
  typed: TypedPlan
  onType: (parts: Partial<TypedPlan>) => void
  colleagues: readonly Colleague[]
  concludedOn: Day
  today: Day
}) {
  const t = useTranslations('plan')
  const hints: Partial<Record<PlanField, string>> = {
    plannedStepOn: t('stepOnHint'),
    reviewEveryDays: t('reviewHint', { most: LONGEST_REVIEW }),
  }
  const choices = (chosen: string) => [
    ['', t('nobody')] as const,
    ...colleagues
      .filter(({ id, isActive }) => isActive || id === chosen)
      .map(({ id, name, isActive }) => [id, isActive ? name : t('inactive', { name })] as const),
  ]
  function draw(name: PlanField): ReactNode {
    const kind = kindOf(name)
    const field = {
      name,
      label: t(`fields.${name}`),
      hint: hints[name],
      value: typed[name],
      onChange: ({ target }: { target: { value: string } }) => onType({ [name]: target.value }),
    }
    switch (kind.holds) {
      case 'text': {
        const rows = kind.longest > SHORT ? 4 : 2
        return <TextArea key={name} {...field} lang={kind.lang} rows={rows} maxLength={kind.longest} />
      }
      case 'day': {
        const last = yearsAfter(today, FARTHEST_STEP)
        return <TextField key={name} {...field} type="date" min={concludedOn} max={last} />
      }
      case 'person':
        return <SelectField key={name} {...field} options={choices(typed[name])} />
      case 'days':
        return <TextField key={name} {...field} inputMode="numeric" />
    }
  }
  return PLAN_FIELDS.map(draw)
}
