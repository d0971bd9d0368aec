'use client'

import { SquarePen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { PlanFacts } from '@/components/desk/plan-facts'
import { PlanForm } from '@/components/desk/plan-form'
import { ReviewForm } from '@/components/desk/review-form'
import { useHasDraft } from '@/components/ui/use-draft'
import type { Colleague } from '@/lib/account'
import type { Action } from '@/lib/action'
import type { Day } from '@/lib/day'
import type { RecordedFields, WorkingFields } from '@/lib/plan'

/**
 * What the desk plans for a commitment, shown to those who are signed in; it is not evidence. Editors change it in place.
 */
export function PlanPanel({
  of: ref,
  plan,
  colleagues,
  concludedOn,
  today,
  actions,
}: {
  /** The ref of the commitment. */
  of: string
  plan: WorkingFields
  /** The people who can be responsible, and the one who is. */
  colleagues: readonly Colleague[]
  concludedOn: Day
  today: Day
  /** Null for those who only read. */
  actions: { change: Action<RecordedFields>; review: Action<RecordedFields> } | null
}) {
  const t = useTranslations('plan')
  const draft = `plan ${ref}`
  const hasDraft = useHasDraft(draft)
  /** Null until it is opened or closed by hand; till then, what was typed before is shown where there is something. */
  const [chosen, edit] = useState<boolean | null>(null)
  const isEditing = chosen ?? hasDraft
  const opener = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)

  // When the button replaces the fields again, it gets the focus back.
  useEffect(() => {
    if (wasEditing.current && !isEditing) opener.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])

  return (
    <section aria-labelledby="plan" className="panel p-4 sm:p-6">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h2 id="plan" className="font-semibold text-xl">
          {t('title')}
        </h2>
        {actions && !isEditing && (
          <button
            ref={opener}
            type="button"
            onClick={() => edit(true)}
            className="needs-script inline-flex min-h-8 items-center gap-1.5 text-accent print:hidden"
          >
            <SquarePen aria-hidden className="size-4" />
            {t('edit')}
          </button>
        )}
      </div>
      <p className="mt-1 mb-4 text-ink-soft text-sm">{t('note')}</p>
      {actions && isEditing ? (
        <PlanForm
          of={ref}
          plan={plan}
          colleagues={colleagues}
          concludedOn={concludedOn}
          today={today}
          change={actions.change}
          draft={draft}
          takesFocus={chosen === true}
          onClose={() => edit(false)}
        />
      ) : (
        <PlanFacts plan={plan} colleagues={colleagues} />
      )}
      <ReviewForm
        of={ref}
        reviewedOn={plan.reviewedOn}
        concludedOn={concludedOn}
        today={today}
        review={actions?.review ?? null}
      />
    </section>
  )
}
