import { useLocale, useTranslations } from 'next-intl'
import { Evidence } from '@/components/item/evidence'
import { ConfidenceMark } from '@/components/marks/confidence-mark'
import { DayText } from '@/components/marks/day-text'
import { QuietFlag } from '@/components/marks/quiet-flag'
import { StatusBadge } from '@/components/marks/status-badge'
import { ProgressBar } from '@/components/ui/progress-bar'
import { headlineOn } from '@/lib/assessment'
import type { CommitmentDetail } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import { inLanguage } from '@/lib/locale'
import { statusKey } from '@/lib/status'

/** The judgement that stands on a day: status and condition, confidence, and what it rests on. */
export function Headline({
  commitment,
  day,
  quietDays,
  reviewedOn,
}: {
  commitment: CommitmentDetail
  day: Day
  /** For how many days nothing was recorded; null where the commitment is not quiet. */
  quietDays: number | null
  /** When the desk last looked for news; null for readers who may not know. */
  reviewedOn: Day | null
}) {
  const t = useTranslations()
  const locale = useLocale()
  const { status, condition, progress, confidence, assessedOn } = commitment
  const assessment = headlineOn(commitment.assessments, day)
  const key = statusKey(status)
  return (
    <section aria-labelledby="headline" className="panel p-4 sm:p-6">
      <h2 id="headline" className="sr-only">
        {t('item.headline')}
      </h2>
      <p className="font-semibold text-xl">
        <StatusBadge status={status} condition={condition} />
      </p>
      {assessedOn && (
        <p className="text-ink-soft">
          {t.rich('item.assessedOn', { day: () => <DayText on={assessedOn} locale={locale} /> })}
        </p>
      )}
      <p className="mt-3">{t(`status.${key}.definition`)}</p>
      {condition !== 'ACTIVE' && (
        <p>
          {t(`condition.${condition}.label`)}
          {t('item.colon')}
          {t(`condition.${condition}.definition`)}
        </p>
      )}
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        <dt className="text-ink-soft">{t('item.progress')}</dt>
        <dd>
          {progress === null ? (
            t('table.noProgress')
          ) : (
            <ProgressBar percent={progress} color={`var(--status-${key})`} text={`${progress}%`} />
          )}
        </dd>
        <dt className="text-ink-soft">{t('item.confidence')}</dt>
        <dd>
          <ConfidenceMark confidence={confidence} />
          <span className="block text-ink-soft text-sm">{t(`confidence.${confidence ?? 'NONE'}.definition`)}</span>
        </dd>
      </dl>
      {quietDays !== null && (
        <p className="mt-3">
          <QuietFlag days={quietDays} reviewedOn={reviewedOn} />
        </p>
      )}
      {assessment && (
        <div className="mt-4 border-line border-t pt-4">
          <p>{t('item.restsOn', { count: assessment.evidence.length })}</p>
          <Evidence assessment={assessment} commitment={commitment} />
          <p className="mt-2 text-ink-soft text-sm">
            {inLanguage(locale, assessment.rationaleZh, assessment.rationaleEn) ??
              assessment.rationaleZh ??
              assessment.rationaleEn}
          </p>
        </div>
      )}
    </section>
  )
}
