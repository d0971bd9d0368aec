import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { ChangesOfItem } from '@/app/[locale]/commitments/[ref]/changes-of-item'
import { DeskPlan } from '@/app/[locale]/commitments/[ref]/desk-plan'
import { type Props, readAround, readCommitment } from '@/app/[locale]/commitments/[ref]/read-commitment'
import { UnsentOfItem } from '@/app/[locale]/commitments/[ref]/unsent-of-item'
import { PRIVATE } from '@/app/private-page'
import { AssessLink } from '@/components/item/assess-link'
import { AssessmentHistory } from '@/components/item/assessment-history'
import { Citation } from '@/components/item/citation'
import { CommitmentFacts } from '@/components/item/commitment-facts'
import { Headline } from '@/components/item/headline'
import { ItemHeading } from '@/components/item/item-heading'
import { ItemNeighbours } from '@/components/item/item-neighbours'
import { SourceQuotes } from '@/components/item/source-quotes'
import { StatusOverTime } from '@/components/item/status-over-time'
import { Timeline } from '@/components/item/timeline'
import { WithdrawalNotice } from '@/components/item/withdrawal-notice'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import { quietFor } from '@/lib/commitment'
import { formatDay } from '@/lib/day'
import { inLanguage } from '@/lib/locale'
import { itemInViewPath, itemPath } from '@/lib/paths'
import { statusKey } from '@/lib/status'
import { timeZone } from '@/server/request/ledger'

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [locale, t, { commitment, day }] = await Promise.all([getLocale(), getTranslations(), readCommitment(props)])
  if (!commitment) return {}
  const { ref, titleZh, titleEn, status, condition, followUps, withdrawn } = commitment
  const standing = [
    t(`status.${statusKey(status)}.label`),
    ...(condition === 'ACTIVE' ? [] : [t(`condition.${condition}.label`)]),
  ]
  const title = `${ref} ${inLanguage(locale, titleZh, titleEn)}`
  if (withdrawn) return { ...PRIVATE, title, description: t('withdraw.description', { ref }) }
  return {
    title,
    description: t('item.description', {
      day: formatDay(day, locale),
      status: standing.join(' · '),
      count: followUps,
    }),
  }
}

export default async function CommitmentPage(props: Props) {
  const [locale, view] = await Promise.all([getLocale(), readCommitment(props)])
  const { commitment, later, meant, filter, day, problems, today } = view
  const { asOf } = filter
  if (later !== null) return <EmptyLedger before={asOf} todayHref={itemPath(locale, later)} />
  if (meant !== null) permanentRedirect(meant)
  const agreement = view.agreements.find((one) => one.slug === commitment?.agreement)
  if (!commitment || !agreement) notFound()

  const { ref, withdrawn } = commitment
  const { concludedOn, compiledUntil, parties } = agreement
  const { previous, next, origin, plan, known, mayEdit, mayKeepUp } = await readAround(commitment, view)
  const quietDays = withdrawn ? null : quietFor(commitment, compiledUntil, day)
  return (
    <article className="mx-auto max-w-7xl">
      <ViewNotices problems={problems} asOf={asOf} todayHref={itemInViewPath(locale, ref, { ...filter, asOf: null })} />
      <ItemNeighbours previous={previous} next={next} filter={filter} />
      <ItemHeading commitment={commitment} mayKeepUp={mayKeepUp} />
      {withdrawn && <WithdrawalNotice withdrawn={withdrawn} timeZone={timeZone()} />}
      {asOf === null && (
        <UnsentOfItem commitment={commitment} locale={locale} mayEdit={mayEdit} mayKeepUp={mayKeepUp} />
      )}
      {/* On a phone: the judgement, what it rests on, then the particulars; on a wide screen, two columns. */}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)] lg:grid-rows-[auto_1fr]">
        <div className="space-y-3">
          <Headline commitment={commitment} day={day} quietDays={quietDays} reviewedOn={plan?.reviewedOn ?? null} />
          {mayEdit && <AssessLink of={ref} />}
          {plan && <DeskPlan of={ref} plan={plan} concludedOn={concludedOn} today={today} mayEdit={mayEdit} />}
        </div>
        <div className="min-w-0 space-y-6 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <SourceQuotes commitment={commitment} asOf={asOf} />
          <StatusOverTime commitment={commitment} concludedOn={concludedOn} compiledUntil={compiledUntil} day={day} />
          <Timeline commitment={commitment} parties={parties} timeZone={timeZone()} mayEdit={mayEdit} />
          <AssessmentHistory commitment={commitment} known={known} timeZone={timeZone()} />
          <ChangesOfItem item={ref} />
        </div>
        <div className="space-y-6">
          <CommitmentFacts commitment={commitment} agreement={agreement} asOf={asOf} />
          <Citation commitment={commitment} day={day} origin={origin} />
        </div>
      </div>
    </article>
  )
}
