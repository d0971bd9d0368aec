import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DayText } from '@/components/marks/day-text'
import { Translated } from '@/components/marks/translated'
import type { AgreementOverview } from '@/lib/agreement'
import type { CommitmentDetail } from '@/lib/commitment'
import type { Day } from '@/lib/day'
import { inLanguage } from '@/lib/locale'
import { domainPath } from '@/lib/paths'

/** What kind of promise it is, when it is due, who is in charge on each side, and what to know when reading it. */
export function CommitmentFacts({
  commitment,
  agreement,
  asOf,
}: {
  commitment: CommitmentDetail
  agreement: AgreementOverview
  /** The past day asked about, if any. */
  asOf: Day | null
}) {
  const t = useTranslations()
  const locale = useLocale()
  const domain = agreement.domains.find((one) => one.slug === commitment.domain)
  const { timing, bodies, points } = commitment
  const basis = inLanguage(locale, commitment.basisZh, commitment.basisEn)
  const verb = inLanguage(locale, commitment.verbZh, commitment.verbEn)
  const notes = inLanguage(locale, commitment.notesZh, commitment.notesEn)
  return (
    <section aria-label={t('item.facts')} className="panel p-4 sm:p-6">
      <dl className="space-y-4">
        <Fact name={t('item.type')}>
          {t(`type.${commitment.type}.label`)}
          <span className="block text-ink-soft text-sm">{t(`type.${commitment.type}.definition`)}</span>
        </Fact>
        {domain && (
          <Fact name={t('item.domain')}>
            <Link href={domainPath(locale, domain.slug, asOf)}>{inLanguage(locale, domain.nameZh, domain.nameEn)}</Link>
          </Fact>
        )}
        {verb && <Fact name={t('item.verb')}>{verb}</Fact>}
        <Fact name={t('item.timing')}>
          {inLanguage(locale, timing.zh, timing.en) ?? t('item.noTiming')}
          {timing.deadlineOn && (
            <span className="block">
              {t.rich('item.deadline', { day: () => <DayText on={timing.deadlineOn ?? ''} locale={locale} /> })}
            </span>
          )}
        </Fact>
        <Fact name={t('columns.nextStep')}>
          {commitment.nextStep ? (
            <>
              <Translated locale={locale} zh={commitment.nextStep.summaryZh} en={commitment.nextStep.summaryEn} />
              <span className="block text-ink-soft text-sm">
                {t.rich('table.nextStepAgreed', {
                  day: () => <DayText on={commitment.nextStep?.agreedOn ?? ''} locale={locale} />,
                })}
              </span>
            </>
          ) : (
            t('table.noNextStep')
          )}
        </Fact>
        <Fact name={t('item.bodies')}>
          {bodies.length === 0 && t('item.noBodies')}
          {agreement.parties
            .map((party) => ({ party, own: bodies.filter((body) => body.party === party.code) }))
            .filter(({ own }) => own.length > 0)
            .map(({ party, own }) => (
              <div key={party.code} className="mb-1">
                <span className="text-ink-soft text-sm">{inLanguage(locale, party.nameZh, party.nameEn)}</span>
                <ul>
                  {own.map((body) => (
                    <li key={body.en}>{inLanguage(locale, body.zh, body.en)}</li>
                  ))}
                </ul>
              </div>
            ))}
          {basis && <span className="block text-ink-soft text-sm">{t('item.basis', { basis })}</span>}
        </Fact>
        {points.length > 0 && (
          <Fact name={t('item.points')}>
            <ol className="list-decimal pl-5">
              {points.map((point) => (
                <li key={point.n} value={point.n}>
                  {inLanguage(locale, point.zh, point.en)}
                </li>
              ))}
            </ol>
          </Fact>
        )}
        {notes && <Fact name={t('item.notes')}>{notes}</Fact>}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-soft text-sm">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
