import { useLocale, useTranslations } from 'next-intl'
import { Evidence } from '@/components/item/evidence'
import { ConfidenceMark } from '@/components/marks/confidence-mark'
import { DayText } from '@/components/marks/day-text'
import { StatusBadge } from '@/components/marks/status-badge'
import { type Known, wordsIn } from '@/lib/change/words'
import type { CommitmentDetail } from '@/lib/commitment'
import { dayAt } from '@/lib/day'
import { inLanguage } from '@/lib/locale'

/** Every judgement on record, the latest first, with its two days, its reasons and what it cites. */
export function AssessmentHistory({
  commitment,
  known,
  timeZone,
}: {
  commitment: CommitmentDetail
  /** The names of those who recorded them. */
  known: Known
  timeZone: string
}) {
  const t = useTranslations('item')
  const locale = useLocale()
  const { actor } = wordsIn(locale, known)
  const { assessments } = commitment
  const corrected = new Set(assessments.map((assessment) => assessment.supersedesId))
  const latestFirst = [...assessments].sort((a, b) =>
    a.effectiveOn < b.effectiveOn ? 1 : a.effectiveOn > b.effectiveOn ? -1 : b.id - a.id,
  )
  return (
    <section aria-labelledby="history" className="panel p-4 sm:p-6">
      <h2 id="history" className="font-semibold text-xl">
        {t('history')}
      </h2>
      <p className="mt-1 mb-3 text-ink-soft text-sm">{t('historyNote')}</p>
      {assessments.length === 0 && <p>{t('notAssessed')}</p>}
      <ol className="divide-y divide-line">
        {latestFirst.map((assessment) => (
          <li key={assessment.id} className="py-3 break-inside-avoid">
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span className="font-semibold">
                <DayText on={assessment.effectiveOn} locale={locale} />
              </span>
              <StatusBadge status={assessment.status} condition={assessment.condition} />
              {assessment.progress !== null && <span className="tabular-nums">{assessment.progress}%</span>}
              <span className="inline-flex items-center gap-1.5">
                <span className="text-ink-soft text-sm">{t('confidence')}</span>
                <ConfidenceMark confidence={assessment.confidence} />
              </span>
              {corrected.has(assessment.id) && <span className="text-sm line-through">{t('superseded')}</span>}
            </p>
            <p className="max-w-prose text-[0.9375rem]">
              {inLanguage(locale, assessment.rationaleZh, assessment.rationaleEn) ??
                assessment.rationaleZh ??
                assessment.rationaleEn}
            </p>
            {assessment.reason && <p className="text-sm">{t('correction', { reason: assessment.reason })}</p>}
            <Evidence assessment={assessment} commitment={commitment} />
            <p className="text-ink-soft text-sm">
              {t.rich('recorded', {
                by: actor(assessment.recordedBy),
                method: assessment.methodVersion,
                day: () => <DayText on={dayAt(new Date(assessment.recordedAt), timeZone)} locale={locale} />,
              })}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
