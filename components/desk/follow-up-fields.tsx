'use client'

import { useTranslations } from 'next-intl'
import { SourceFields } from '@/components/desk/source-fields'
import { useFollowUpWords } from '@/components/marks/use-follow-up-words'
import { SelectField, TextArea, TextField } from '@/components/ui/fields'
import type { Party } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { DatePrecision, Effect, type FollowUpDraft, Relation } from '@/lib/follow-up'

/**
 * What makes a follow-up: its days, its effect, what happened in Chinese or in English, who reported it and where.
 *
 * @param prefix of the fields' names, such as `newEvidence.0.`
 * @param direct for evidence, which can only be direct: fewer fields are shown
 */
export function FollowUpFields({
  prefix = '',
  parties,
  concludedOn,
  today,
  from,
  direct = false,
}: {
  prefix?: string
  parties: readonly Party[]
  concludedOn: Day
  today: Day
  /** What it says, where it is corrected. */
  from?: FollowUpDraft
  direct?: boolean
}) {
  const t = useTranslations()
  const life = { type: 'date', min: concludedOn, max: today }
  const { reporters } = useFollowUpWords(parties)
  const precisions = Object.values(DatePrecision).map((precision) => [precision, t(`precision.${precision}`)] as const)
  const effects = Object.values(Effect).map((effect) => [effect, t(`effect.${effect}`)] as const)
  const relations = Object.values(Relation).map((relation) => [relation, t(`relation.${relation}`)] as const)
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      <TextField
        {...life}
        name={`${prefix}occurredOn`}
        label={t('followUp.occurredOn')}
        defaultValue={from?.occurredOn}
        required
      />
      <TextField
        {...life}
        name={`${prefix}endedOn`}
        label={t('followUp.endedOn')}
        defaultValue={from?.endedOn ?? undefined}
      />
      {!direct && (
        <SelectField
          name={`${prefix}datePrecision`}
          label={t('followUp.datePrecision')}
          options={precisions}
          defaultValue={from?.datePrecision}
        />
      )}
      <SelectField
        name={`${prefix}effect`}
        label={t('followUp.effect')}
        options={effects}
        defaultValue={from?.effect ?? 'HELD'}
      />
      {direct ? (
        <input type="hidden" name={`${prefix}relation`} value="DIRECT" />
      ) : (
        <SelectField
          name={`${prefix}relation`}
          label={t('followUp.relation')}
          options={relations}
          defaultValue={from?.relation}
        />
      )}
      <SelectField
        name={`${prefix}reportedBy`}
        label={t('followUp.reportedBy')}
        options={reporters}
        defaultValue={from?.reportedBy}
      />
      <p className="text-ink-soft text-sm sm:col-span-2">{t('followUp.summaryNote')}</p>
      <TextArea
        name={`${prefix}summaryZh`}
        lang="zh-CN"
        label={t('followUp.summaryZh')}
        defaultValue={from?.summaryZh ?? undefined}
      />
      <TextArea
        name={`${prefix}summaryEn`}
        lang="en"
        label={t('followUp.summaryEn')}
        defaultValue={from?.summaryEn ?? undefined}
      />
      <SourceFields prefix={prefix} from={from?.sources} />
      {!direct &&
        [['noteZh', 'zh-CN'] as const, ['noteEn', 'en'] as const].map(([name, lang]) => (
          <TextArea
            key={name}
            name={`${prefix}${name}`}
            rows={2}
            lang={lang}
            label={t(`followUp.${name}`)}
            defaultValue={from?.[name] ?? undefined}
          />
        ))}
    </div>
  )
}
