import { useLocale, useTranslations } from 'next-intl'
import { SelectField, TextField } from '@/components/ui/fields'
import { type Assessment, SUGGESTED } from '@/lib/assessment'
import { type Day, formatDay } from '@/lib/day'
import {
  CONDITIONS,
  CONFIDENCES,
  type CommitmentType,
  type Condition,
  PROGRESS_BAND,
  STATUS_KEYS,
  type StatusKey,
  statusKey,
  UNASSESSED,
} from '@/lib/status'
import { progressAfter, type TypedAssessment } from '@/lib/typed-assessment'

/** Status, condition, progress, day and confidence, and the assessment that is corrected, if any. */
export function JudgementFields({
  type,
  typed,
  onType,
  onCorrect,
  current,
  asSuggested,
  concludedOn,
  today,
}: {
  type: CommitmentType
  typed: TypedAssessment
  onType: (parts: Partial<TypedAssessment>) => void
  /** Gets the id of the assessment to correct; empty for a new one. */
  onCorrect: (id: string) => void
  /** The assessments that nobody has corrected. */
  current: readonly Assessment[]
  /** What is said of the confidence that the rule sees. */
  asSuggested: string
  concludedOn: Day
  today: Day
}) {
  const t = useTranslations()
  const statuses = STATUS_KEYS.filter((key) => key === UNASSESSED || (key === 'DECLARATORY') === (type === 'PRINCIPLE'))
  const confidences = [...CONFIDENCES, 'NONE' as const].map((key) => [key, t(`confidence.${key}.label`)] as const)
  return (
    <div className="grid content-start gap-x-4 gap-y-3 sm:grid-cols-2">
      <SelectField
        name="status"
        label={t('assess.status')}
        hint={t(`status.${typed.status}.definition`)}
        value={typed.status}
        onChange={({ target }) => {
          const status = target.value as StatusKey
          onType({ status, progress: progressAfter(status, typed.progress) })
        }}
        options={statuses.map((key) => [key, t(`status.${key}.label`)] as const)}
        className="sm:col-span-2"
      />
      <SelectField
        name="condition"
        label={t('assess.condition')}
        value={typed.condition}
        onChange={({ target }) => onType({ condition: target.value as Condition })}
        options={CONDITIONS.map((key) => [key, t(`condition.${key}.label`)] as const)}
      />
      <ProgressField typed={typed} onType={onType} />
      {typed.condition === 'SUPERSEDED' && (
        <TextField name="supersededBy" label={t('assess.supersededBy')} hint={t('assess.supersededHint')} />
      )}
      <TextField
        name="effectiveOn"
        type="date"
        min={concludedOn}
        max={today}
        label={t('assess.effectiveOn')}
        hint={t('assess.effectiveHint')}
        value={typed.effectiveOn}
        onChange={({ target }) => onType({ effectiveOn: target.value })}
        required
      />
      <SelectField
        name="confidence"
        label={t('assess.confidence')}
        value={typed.confidence}
        onChange={({ target }) => onType({ confidence: target.value })}
        options={[[SUGGESTED, asSuggested], ...confidences]}
      />
      {(current.length > 0 || typed.supersedesId !== '') && (
        <CorrectsField current={current} value={typed.supersedesId} onCorrect={onCorrect} />
      )}
    </div>
  )
}

/** Progress, read-only where the status allows none. */
function ProgressField({
  typed: { status, progress },
  onType,
}: {
  typed: TypedAssessment
  onType: (parts: Partial<TypedAssessment>) => void
}) {
  const t = useTranslations('assess')
  const band = PROGRESS_BAND[status]
  const hint = () => {
    if (band === null) return t('progressNone')
    const [least, most] = band
    return least === most ? t('progressFixed', { only: least }) : t('progressHint', { least, most })
  }
  return (
    <TextField
      name="progress"
      label={t('progress')}
      hint={hint()}
      inputMode="numeric"
      value={progress}
      readOnly={band === null}
      onChange={({ target }) => onType({ progress: target.value })}
    />
  )
}

/** A new assessment, or the correction of one on record, the latest first. */
function CorrectsField({
  current,
  value,
  onCorrect,
}: {
  current: readonly Assessment[]
  value: string
  onCorrect: (id: string) => void
}) {
  const t = useTranslations()
  const locale = useLocale()
  const wordsOf = ({ status, condition }: Assessment): string => {
    const label = t(`status.${statusKey(status)}.label`)
    return condition === 'ACTIVE' ? label : `${label} · ${t(`condition.${condition}.label`)}`
  }
  const corrections = [...current].reverse().map((one) => {
    const words = { day: formatDay(one.effectiveOn, locale), status: wordsOf(one) }
    return [String(one.id), t('assess.correctionOf', words)] as const
  })
  return (
    <SelectField
      name="supersedesId"
      label={t('assess.what')}
      value={value}
      onChange={({ target }) => onCorrect(target.value)}
      className="sm:col-span-2"
      options={[['', t('assess.new')], ...corrections]}
      gone={t('assess.correctionGone')}
    />
  )
}
