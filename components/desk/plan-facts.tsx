import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DayText } from '@/components/marks/day-text'
import { Translated } from '@/components/marks/translated'
import type { Colleague } from '@/lib/account'
import { type Plan, plannedStepOf } from '@/lib/plan'

/** A plan, read-only. */
export function PlanFacts({ plan, colleagues }: { plan: Plan; colleagues: readonly Colleague[] }) {
  const t = useTranslations('plan')
  const locale = useLocale()
  const step = plannedStepOf(plan)
  const { reviewEveryDays, workingNotes } = plan
  const responsible = colleagues.find(({ id }) => id === plan.responsible)
  const nothing = <span className="text-ink-soft">{t('nothing')}</span>
  return (
    <dl className="space-y-3">
      <Fact name={t('step')}>
        {step ? <Translated locale={locale} zh={step.zh} en={step.en} /> : nothing}
        {step?.on && (
          <span className="block text-ink-soft text-sm">
            {t.rich('plannedFor', { day: () => <DayText on={step.on ?? ''} locale={locale} /> })}
          </span>
        )}
      </Fact>
      <Fact name={t('fields.responsible')}>
        {!responsible && nothing}
        {responsible && (responsible.isActive ? responsible.name : t('inactive', { name: responsible.name }))}
      </Fact>
      <Fact name={t('review')}>
        {reviewEveryDays === null ? t('everyUsual') : t('everyDays', { days: reviewEveryDays })}
      </Fact>
      <Fact name={t('fields.workingNotes')}>{workingNotes ?? nothing}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-soft text-sm">{name}</dt>
      <dd className="whitespace-pre-line">{children}</dd>
    </div>
  )
}
