'use client'

import { CheckCheck } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { announce } from '@/components/desk/recorded'
import { DayText } from '@/components/marks/day-text'
import { ActionForm } from '@/components/ui/action-form'
import { TextField } from '@/components/ui/fields'
import { SubmitButton } from '@/components/ui/submit-button'
import { useDraft } from '@/components/ui/use-draft'
import type { Action } from '@/lib/action'
import { type Day, formatDay } from '@/lib/day'
import type { RecordedFields } from '@/lib/plan'

/** When somebody last looked and found nothing new, and a form that says so for today or another day. */
export function ReviewForm({
  of: ref,
  reviewedOn,
  concludedOn,
  today,
  review,
}: {
  of: string
  reviewedOn: Day | null
  concludedOn: Day
  today: Day
  /** Null for those who only read. */
  review: Action<RecordedFields> | null
}) {
  const t = useTranslations('plan')
  const locale = useLocale()
  const draft = useDraft(`review ${ref}`)
  return (
    <div className="mt-4 border-line border-t pt-4">
      <p className="flex items-baseline gap-1.5 text-[0.9375rem]">
        <CheckCheck aria-hidden className="size-4 shrink-0 translate-y-0.5 text-ink-soft" />
        <span>
          {reviewedOn === null
            ? t('neverReviewed')
            : t.rich('reviewedOn', { day: () => <DayText on={reviewedOn} locale={locale} /> })}
        </span>
      </p>
      {review && (
        <ActionForm
          action={review}
          label={t('reviewOf', { ref })}
          draft={draft}
          className="needs-script mt-3 print:hidden"
          onDone={({ data }, key) => {
            const day = data.reviewedOn
            if (day) announce({ message: t('reviewed', { ref, day: formatDay(day, locale) }), undoes: key })
          }}
        >
          <input type="hidden" name="ref" value={ref} />
          <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
            <TextField
              name="reviewedOn"
              type="date"
              label={t('reviewDay')}
              min={concludedOn}
              max={today}
              defaultValue={today}
              required
            />
            <SubmitButton isPlain>{t('nothingNew')}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </div>
  )
}
