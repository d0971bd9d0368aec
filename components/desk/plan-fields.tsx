import { useTranslations } from 'next-intl'
import { SelectField, TextArea, TextField } from '@/components/ui/fields'
import type { Colleague } from '@/lib/account'
import { type Day, yearsAfter } from '@/lib/day'
import { FARTHEST_STEP, LONGEST_NOTES, LONGEST_REVIEW, LONGEST_STEP, type PlanField } from '@/lib/plan'

/** A plan as the fields of a form hold it. */
export type TypedPlan = Record<PlanField, string>

/** The fields of a plan. */
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
  const people = colleagues
    .filter(({ id, isActive }) => isActive || id === typed.responsible)
    .map(({ id, name, isActive }) => [id, isActive ? name : t('inactive', { name })] as const)
  const field = (name: PlanField) => ({
    name,
    label: t(`fields.${name}`),
    value: typed[name],
    onChange: ({ target }: { target: { value: string } }) => onType({ [name]: target.value }),
  })
  return (
    <>
      <TextArea {...field('plannedStepZh')} lang="zh-CN" rows={2} maxLength={LONGEST_STEP} />
      <TextArea {...field('plannedStepEn')} lang="en" rows={2} maxLength={LONGEST_STEP} />
      <TextField
        {...field('plannedStepOn')}
        type="date"
        min={concludedOn}
        max={yearsAfter(today, FARTHEST_STEP)}
        hint={t('stepOnHint')}
      />
      <SelectField {...field('responsible')} options={[['', t('nobody')], ...people]} />
      <TextField {...field('reviewEveryDays')} inputMode="numeric" hint={t('reviewHint', { most: LONGEST_REVIEW })} />
      <TextArea {...field('workingNotes')} rows={4} maxLength={LONGEST_NOTES} />
    </>
  )
}
