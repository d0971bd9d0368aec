import { useTranslations } from 'next-intl'
import { MethodSection } from '@/components/method/method-section'
import { MethodTerms } from '@/components/method/method-terms'
import { Effect, Relation, SourceTier } from '@/lib/follow-up'

const REFUSED = ['progress', 'declaratory', 'concluded', 'superseded'] as const
const ASSESSMENTS = ['record', 'fold', 'correction', 'evidence', 'quiet'] as const

/** How the record is kept: what is refused, assessments that are never overwritten, follow-ups, and their sources. */
export function MethodRecord() {
  const t = useTranslations()
  return (
    <>
      <MethodSection id="refused" title={t('method.refused.title')} note={t('method.refused.note')}>
        <ul className="mt-2 max-w-prose list-disc space-y-1 pl-5">
          {REFUSED.map((what) => (
            <li key={what}>{t(`method.refused.${what}`)}</li>
          ))}
        </ul>
      </MethodSection>
      <MethodSection id="assessments" title={t('method.assessments.title')}>
        {ASSESSMENTS.map((what) => (
          <p key={what} className="mt-2 max-w-prose">
            {t(`method.assessments.${what}`)}
          </p>
        ))}
      </MethodSection>
      <MethodSection id="follow-ups" title={t('method.followUps.title')} note={t('method.followUps.note')}>
        <h3 className="mt-4 font-semibold">{t('method.followUps.relations')}</h3>
        <MethodTerms
          name={t('method.followUps.relations')}
          terms={Object.values(Relation).map((relation) => ({
            code: relation,
            label: t(`relation.${relation}`),
            definition: t(`method.followUps.relation.${relation}`),
          }))}
        />
        <h3 className="mt-4 font-semibold">{t('method.followUps.effects')}</h3>
        <MethodTerms
          name={t('method.followUps.effects')}
          terms={Object.values(Effect).map((effect) => ({
            code: effect,
            label: t(`effect.${effect}`),
            definition: t(`method.followUps.effect.${effect}`),
          }))}
        />
        <p className="mt-4 max-w-prose">{t('method.followUps.nextStep')}</p>
      </MethodSection>
      <MethodSection id="sources" title={t('method.sources.title')} note={t('method.sources.note')}>
        <MethodTerms
          name={t('method.sources.title')}
          terms={Object.values(SourceTier).map((tier) => ({
            code: tier,
            label: t(`tier.${tier}`),
            definition: t(`method.sources.tier.${tier}`),
          }))}
        />
      </MethodSection>
    </>
  )
}
