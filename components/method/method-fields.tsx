import { useTranslations } from 'next-intl'
import { MethodSection } from '@/components/method/method-section'
import { CONDITIONS, CONFIDENCES, STATUS_KEYS, TYPES } from '@/lib/status'

const FIELDS = ['type', 'status', 'condition', 'confidence', 'progress'] as const

/** The five readings of a commitment: which question each answers, and with which values. */
export function MethodFields() {
  const t = useTranslations()
  const values: Record<(typeof FIELDS)[number], string[]> = {
    type: TYPES.map((type) => t(`type.${type}.label`)),
    status: STATUS_KEYS.map((status) => t(`status.${status}.label`)),
    condition: CONDITIONS.map((condition) => t(`condition.${condition}.label`)),
    confidence: CONFIDENCES.map((confidence) => t(`confidence.${confidence}.label`)),
    progress: [t('method.fields.progress')],
  }
  const nameOf = (field: (typeof FIELDS)[number]) =>
    t(field === 'confidence' || field === 'progress' ? `columns.${field}` : `facets.${field}`)
  return (
    <MethodSection id="fields" title={t('method.fields.title')} note={t('method.fields.note')}>
      <dl className="mt-4 grid gap-3 sm:grid-cols-2">
        {FIELDS.map((field) => (
          <div key={field} className="panel px-4 py-3 break-inside-avoid">
            <dt className="font-semibold">{nameOf(field)}</dt>
            <dd>{t(`method.fields.questions.${field}`)}</dd>
            <dd className="mt-1 text-ink-soft text-sm">{values[field].join(' · ')}</dd>
          </div>
        ))}
      </dl>
    </MethodSection>
  )
}
