'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFollowUpWords } from '@/components/marks/use-follow-up-words'
import { FieldGroup, SelectField, TextArea, TextField } from '@/components/ui/fields'
import type { Party } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { DatePrecision, Effect, type FollowUpDraft, Relation, type Source, SourceTier } from '@/lib/follow-up'
import { inLanguage } from '@/lib/locale'

/** In which a source can be written; the ledger's own two first. */
const LANGUAGES = ['zh-CN', 'en', 'ar', 'de', 'es', 'fr', 'ja', 'ko', 'pt', 'ru']

/**
 * What makes a follow-up: its days, its effect, what happened in Chinese or in English, who reported it and where.
 *
 * @param prefix of the fields' names, such as `newEvidence.0.`
 * @param direct where it is to be evidence, and so can only be direct; then it is also asked for in short
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
      <SourcesFields prefix={prefix} from={from?.sources} />
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

/** One source or more; the last one left cannot be taken away. */
function SourcesFields({ prefix, from }: { prefix: string; from?: Source[] | undefined }) {
  const t = useTranslations()
  const locale = useLocale()
  // Of each source a number that stays its own, so that taking one away leaves what was typed into the others.
  const [numbers, setNumbers] = useState(() => (from ?? [null]).map((_, index) => index))
  const languages = new Intl.DisplayNames(locale, { type: 'language' })
  return (
    <FieldGroup name={`${prefix}sources`} label={t('followUp.sources')} className="space-y-3 sm:col-span-2">
      {numbers.map((number, place) => {
        const source = from?.[number]
        const name = `${prefix}sources.${place}.`
        return (
          <fieldset key={number} className="rounded-md border border-line p-3">
            <legend className="px-1 font-medium text-sm">{t('followUp.source', { n: place + 1 })}</legend>
            <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
              <TextField
                name={`${name}publisher`}
                label={t('followUp.publisher')}
                defaultValue={source?.publisher}
                required
              />
              <TextField name={`${name}title`} label={t('followUp.title')} defaultValue={source?.title ?? undefined} />
              <TextField
                name={`${name}url`}
                type="url"
                inputMode="url"
                label={t('followUp.url')}
                hint={t('followUp.urlHint')}
                defaultValue={source?.url}
                className="sm:col-span-2"
                required
              />
              <SelectField
                name={`${name}tier`}
                label={t('followUp.tier')}
                options={Object.values(SourceTier).map((tier) => [tier, t(`tier.${tier}`)] as const)}
                defaultValue={source?.tier}
              />
              <SelectField
                name={`${name}language`}
                label={t('followUp.language')}
                options={[...new Set([...LANGUAGES, source?.language ?? 'en'])].map(
                  (tag) => [tag, languages.of(tag) ?? tag] as const,
                )}
                defaultValue={source?.language ?? inLanguage(locale, 'zh-CN', 'en')}
              />
            </div>
            {numbers.length > 1 && (
              <button
                type="button"
                onClick={() => setNumbers(numbers.filter((one) => one !== number))}
                className="mt-2 inline-flex min-h-8 items-center gap-1.5 text-accent text-sm"
              >
                <Trash2 aria-hidden className="size-4" /> {t('followUp.removeSource', { n: place + 1 })}
              </button>
            )}
          </fieldset>
        )
      })}
      <button
        type="button"
        onClick={() => setNumbers([...numbers, Math.max(...numbers) + 1])}
        className="inline-flex min-h-9 items-center gap-1.5 text-accent"
      >
        <Plus aria-hidden className="size-4" /> {t('followUp.addSource')}
      </button>
    </FieldGroup>
  )
}
