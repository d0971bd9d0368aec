import { useLocale, useTranslations } from 'next-intl'
import { followUpAnchor } from '@/components/item/evidence'
import { StatusSteps } from '@/components/marks/status-steps'
import { StepsLegend } from '@/components/marks/steps-legend'
import { StepsTable } from '@/components/marks/steps-table'
import type { CommitmentDetail } from '@/lib/commitment'
import { type Day, formatDays } from '@/lib/day'
import { countsOn } from '@/lib/follow-up'
import { inEitherLanguage, inLanguage } from '@/lib/locale'
import { LEVEL, type Step, stepsOf } from '@/lib/series'
import type { StatusKey } from '@/lib/status'

/** One commitment's status from the agreement's day to the day asked about, its follow-ups as dots, and as a table. */
export function StatusOverTime({
  commitment,
  concludedOn,
  compiledUntil,
  day,
}: {
  commitment: CommitmentDetail
  concludedOn: Day
  compiledUntil: Day
  day: Day
}) {
  const t = useTranslations('domains')
  const locale = useLocale()
  const steps = stepsOf(commitment.assessments, day)
  const label = inLanguage(locale, commitment.titleZh, commitment.titleEn)
  const span = { first: concludedOn, last: day }
  return (
    <section aria-labelledby="over-time" className="panel p-4 sm:p-6 break-inside-avoid">
      <h2 id="over-time" className="font-semibold text-xl">
        {t('overTime')}
      </h2>
      <div className="mt-4 flex gap-2">
        <Levels steps={steps} />
        <div className="min-w-0 grow">
          <StatusSteps
            steps={steps}
            span={span}
            compiledUntil={compiledUntil}
            label={label}
            size="large"
            dots={commitment.followUpList.map((followUp) => ({
              key: followUp.key,
              on: countsOn(followUp),
              relation: followUp.relation,
              href: `#${followUpAnchor(followUp.key)}`,
              label: `${formatDays(followUp.occurredOn, followUp.endedOn, locale)} · ${inEitherLanguage(locale, followUp.summaryZh, followUp.summaryEn)}`,
            }))}
          />
        </div>
      </div>
      <StepsLegend steps={steps} dots={commitment.followUpList} compiledUntil={compiledUntil} day={day} />
      <StepsTable lines={[{ ref: commitment.ref, label, href: null, steps }]} />
    </section>
  )
}

/** Labels of the statuses, each at the height the line has for it. */
function Levels({ steps }: { steps: Step[] }) {
  const t = useTranslations('status')
  const own = steps.map((step) => step.status)
  const all: StatusKey[] = ['FULFILLED', 'UNDERWAY', 'INITIATED', 'AGREED']
  const names = all.map((status) => own.findLast((one) => LEVEL[one] === LEVEL[status]) ?? status)
  return (
    <ul aria-hidden className="shrink-0 text-right text-ink-soft text-xs">
      {names.map((status) => (
        <li key={status} className="h-[26px] leading-4">
          {t(`${status}.label`)}
        </li>
      ))}
    </ul>
  )
}
