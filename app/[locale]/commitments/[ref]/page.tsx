import { ChevronLeft, SquarePen } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { ChangesOfItem } from '@/app/[locale]/commitments/[ref]/changes-of-item'
import { DeskPlan } from '@/app/[locale]/commitments/[ref]/desk-plan'
import { type SearchParams, searchParamsOf } from '@/app/[locale]/search-params'
import { PRIVATE } from '@/app/private-page'
import { AssessmentHistory } from '@/components/item/assessment-history'
import { Citation } from '@/components/item/citation'
import { CommitmentFacts } from '@/components/item/commitment-facts'
import { CommitmentUpkeep } from '@/components/item/commitment-upkeep'
import { Headline } from '@/components/item/headline'
import { SourceQuotes } from '@/components/item/source-quotes'
import { StatusOverTime } from '@/components/item/status-over-time'
import { Timeline } from '@/components/item/timeline'
import { WithdrawalNotice } from '@/components/item/withdrawal-notice'
import { EmptyLedger } from '@/components/site/empty-ledger'
import { ViewNotices } from '@/components/site/view-notices'
import { may } from '@/lib/account'
import { quietFor } from '@/lib/commitment'
import { type Day, formatDay } from '@/lib/day'
import { findKnown } from '@/lib/db/changes/known'
import { ledger } from '@/lib/db/client'
import { findCommitment, findNeighbours } from '@/lib/db/commitments/read'
import { inLanguage } from '@/lib/locale'
import { assessPath, itemInViewPath, itemPath, tablePath } from '@/lib/paths'
import { statusKey } from '@/lib/status'
import { readView, timeZone } from '@/server/request/ledger'
import { originOf } from '@/server/request/origin'
import { currentPerson } from '@/server/request/session'
import { workingFieldsFor } from '@/server/request/working-fields'

type Props = { params: Promise<{ ref: string }>; searchParams: SearchParams }

// The title and the page ask for the same row in one request.
const commitmentOn = cache((ref: string, today: Day, asOf: Day | null) =>
  findCommitment(ledger(), ref, today, { asOf, withdrawn: true }),
)
const viewOf = cache((query: string) => readView(new URLSearchParams(query)))

/** `later` is the ref of a commitment that had not been made on the day asked about. */
async function read({ params, searchParams }: Props) {
  const view = await viewOf((await searchParamsOf(searchParams)).toString())
  const { filter, today } = view
  const ref = decoded((await params).ref)
  const commitment = ref === null ? null : await commitmentOn(ref, today, filter.asOf)
  const later = ref === null || commitment ? null : ((await commitmentOn(ref, today, null))?.ref ?? null)
  return { ...view, commitment, later }
}

/** The ref as typed; null where the address cannot be decoded, or holds what no ref can. */
function decoded(segment: string): string | null {
  try {
    const ref = decodeURIComponent(segment)
    return /^[\w.-]+$/.test(ref) ? ref : null
  } catch {
    return null
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [locale, t, { commitment, day }] = await Promise.all([getLocale(), getTranslations(), read(props)])
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
  const [locale, t, assess, person, { commitment, later, filter, day, problems, agreements, today }] =
    await Promise.all([getLocale(), getTranslations('item'), getTranslations('assess'), currentPerson(), read(props)])
  if (later !== null) return <EmptyLedger before={filter.asOf} todayHref={itemPath(locale, later)} />
  const agreement = agreements.find((one) => one.slug === commitment?.agreement)
  if (!commitment || !agreement) notFound()

  const { ref } = commitment
  const recorders = commitment.assessments.map(({ recordedBy }) => recordedBy)
  const [{ previous, next }, origin, plans, known] = await Promise.all([
    findNeighbours(ledger(), ref, filter, today),
    originOf(),
    workingFieldsFor(person, { refs: [ref], asOf: filter.asOf }),
    findKnown(ledger(), [], recorders),
  ])
  const { withdrawn } = commitment
  const mayEdit = !withdrawn && may(person, 'EDITOR')
  const plan = withdrawn ? null : (plans.get(ref) ?? null)
  const quietDays = withdrawn ? null : quietFor(commitment, agreement.compiledUntil, day)
  return (
    <article className="mx-auto max-w-7xl">
      <ViewNotices
        problems={problems}
        asOf={filter.asOf}
        todayHref={itemInViewPath(locale, commitment.ref, { ...filter, asOf: null })}
      />
      <nav aria-label={t('inView')} className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-1 print:hidden">
        <Link href={tablePath(locale, filter)} className="inline-flex items-center gap-1">
          <ChevronLeft aria-hidden className="size-4" />
          {t('back')}
        </Link>
        {previous && (
          <Link rel="prev" href={itemInViewPath(locale, previous, filter)} prefetch={false}>
            {t('previous', { ref: previous })}
          </Link>
        )}
        {next && (
          <Link rel="next" href={itemInViewPath(locale, next, filter)} prefetch={false}>
            {t('next', { ref: next })}
          </Link>
        )}
      </nav>
      <header className="mb-6">
        <p className="text-ink-soft tabular-nums">{commitment.ref}</p>
        <h1 className="font-semibold text-2xl sm:text-3xl">
          {inLanguage(locale, commitment.titleZh, commitment.titleEn)}
        </h1>
        <p className="mt-1 text-ink-soft text-lg" lang={inLanguage(locale, 'en-GB', 'zh-CN')}>
          {inLanguage(locale, commitment.titleEn, commitment.titleZh)}
        </p>
        {!withdrawn && may(person, 'ADMIN') && <CommitmentUpkeep of={ref} />}
      </header>
      {withdrawn && <WithdrawalNotice withdrawn={withdrawn} timeZone={timeZone()} />}
      {/* On a phone: the judgement, what it rests on, then the particulars; on a wide screen, two columns. */}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(18rem,1fr)] lg:grid-rows-[auto_1fr]">
        <div className="space-y-3">
          <Headline commitment={commitment} day={day} quietDays={quietDays} reviewedOn={plan?.reviewedOn ?? null} />
          {mayEdit && (
            <Link
              href={assessPath(locale, commitment.ref)}
              prefetch={false}
              scroll={false}
              className="field inline-flex items-center gap-2 font-medium no-underline print:hidden"
            >
              <SquarePen aria-hidden className="size-4" />
              {assess('open')}
            </Link>
          )}
          {plan && (
            <DeskPlan of={ref} plan={plan} concludedOn={agreement.concludedOn} today={today} mayEdit={mayEdit} />
          )}
        </div>
        <div className="min-w-0 space-y-6 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <SourceQuotes commitment={commitment} asOf={filter.asOf} />
          <StatusOverTime
            commitment={commitment}
            concludedOn={agreement.concludedOn}
            compiledUntil={agreement.compiledUntil}
            day={day}
          />
          <Timeline commitment={commitment} parties={agreement.parties} timeZone={timeZone()} mayEdit={mayEdit} />
          <AssessmentHistory commitment={commitment} known={known} timeZone={timeZone()} />
          <ChangesOfItem item={ref} />
        </div>
        <div className="space-y-6">
          <CommitmentFacts commitment={commitment} agreement={agreement} asOf={filter.asOf} />
          <Citation commitment={commitment} day={day} origin={origin} />
        </div>
      </div>
    </article>
  )
}
