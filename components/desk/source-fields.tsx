import { Plus, Trash2 } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { FieldGroup, SelectField, TextField } from '@/components/ui/fields'
import { useRows } from '@/components/ui/use-rows'
import { type Source, SourceTier } from '@/lib/follow-up'
import { languageName, OFFERED_LANGUAGES } from '@/lib/language-name'
import { inLanguage } from '@/lib/locale'

/** One or more sources. The last one cannot be removed. */
export function SourceFields({ prefix, from }: { prefix: string; from?: Source[] | undefined }) {
  const t = useTranslations()
  const { numbers, add, remove } = useRows(`${prefix}sources`, from?.length ?? 1)
  return (
    <FieldGroup name={`${prefix}sources`} label={t('followUp.sources')} className="space-y-3 sm:col-span-2">
      {numbers.map((number, place) => (
        <SourceField
          key={number}
          name={`${prefix}sources.${place}.`}
          place={place}
          source={from?.[number]}
          onRemove={numbers.length > 1 ? () => remove(number) : null}
        />
      ))}
      <button type="button" onClick={add} className="inline-flex min-h-9 items-center gap-1.5 text-accent">
        <Plus aria-hidden className="size-4" /> {t('followUp.addSource')}
      </button>
    </FieldGroup>
  )
}

function SourceField({
  name,
  place,
  source,
  onRemove,
}: {
  /** What the names of its fields begin with. */
  name: string
  /** Its place in the form, from 0. */
  place: number
  /** What it says, where it is corrected. */
  source: Source | undefined
  /** Null where it is the only one. */
  onRemove: (() => void) | null
}) {
  const t = useTranslations()
  const locale = useLocale()
  return (
    <fieldset className="rounded-md border border-line p-3">
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
          options={[...new Set([...OFFERED_LANGUAGES, source?.language ?? 'en'])].map(
            (tag) => [tag, languageName(tag, locale)] as const,
          )}
          defaultValue={source?.language ?? inLanguage(locale, 'zh-CN', 'en')}
        />
      </div>
      {onRemove && (
        <button
          type="button"
          onClick={onRemove}
          className="mt-2 inline-flex min-h-8 items-center gap-1.5 text-accent text-sm"
        >
          <Trash2 aria-hidden className="size-4" /> {t('followUp.removeSource', { n: place + 1 })}
        </button>
      )}
    </fieldset>
  )
}
