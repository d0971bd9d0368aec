import { Trash2 } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { FieldGroup, SelectField, TextArea } from '@/components/ui/fields'
import { inLanguage } from '@/lib/locale'
import { documentPath } from '@/lib/paths'
import type { Occurrence } from '@/lib/quote'
import type { DocumentOverview } from '@/lib/source'

/** A quote as it is typed; `places` are offered to choose from once it turns out to occur several times. */
export type TypedQuote = {
  /** Never changes, so that removing another quote leaves this one alone. */
  number: number
  document: string
  text: string
  start: string
  places: readonly Occurrence[]
}

export const anEmptyQuote = (number: number): TypedQuote => ({ number, document: '', text: '', start: '', places: [] })

/** One quote: its document, its words, and, where they occur several times, which place is meant. */
export function QuoteField({
  quote,
  place,
  documents,
  longest,
  onChange,
  onRemove,
}: {
  quote: TypedQuote
  /** Its place in the form, from 0. */
  place: number
  documents: readonly DocumentOverview[]
  longest: number
  onChange: (parts: Partial<TypedQuote>) => void
  /** Null where it is the only one. */
  onRemove: (() => void) | null
}) {
  const t = useTranslations('newCommitment')
  const locale = useLocale()
  const name = `quotes.${place}`
  const chosen = documents.find((one) => one.slug === quote.document) ?? documents[0]
  return (
    <fieldset className="mt-3 min-w-0 rounded-md border border-line-strong p-3">
      <legend className="px-1 font-medium text-[0.9375rem]">{t('quote', { n: place + 1 })}</legend>
      <div className="space-y-3">
        <SelectField
          name={`${name}.document`}
          label={t('document')}
          value={quote.document || (chosen?.slug ?? '')}
          onChange={({ target }) => onChange({ document: target.value, start: '', places: [] })}
          options={documents.map((one) => [one.slug, inLanguage(locale, one.titleZh, one.titleEn)] as const)}
        />
        {chosen && (
          <a href={documentPath(locale, chosen.slug)} target="_blank" rel="noopener" className="inline-block text-sm">
            {t('openDocument')}
          </a>
        )}
        <TextArea
          name={`${name}.text`}
          label={t('text')}
          lang={chosen?.language}
          rows={3}
          maxLength={longest}
          value={quote.text}
          onChange={({ target }) => onChange({ text: target.value, start: '', places: [] })}
          required
        />
        {quote.places.length > 0 && (
          <PlaceChoice name={`${name}.start`} quote={quote} language={chosen?.language} onChange={onChange} />
        )}
        {onRemove && (
          <button
            type="button"
            onClick={onRemove}
            className="inline-flex min-h-8 items-center gap-1.5 text-accent text-sm"
          >
            <Trash2 aria-hidden className="size-4" /> {t('removeQuote', { n: place + 1 })}
          </button>
        )}
      </div>
    </fieldset>
  )
}

/** The places where the words of a quote occur, to choose from. */
function PlaceChoice({
  name,
  quote,
  language,
  onChange,
}: {
  name: string
  quote: TypedQuote
  language: string | undefined
  onChange: (parts: Partial<TypedQuote>) => void
}) {
  const t = useTranslations('newCommitment')
  return (
    <FieldGroup name={name} label={t('which')}>
      <ul className="mt-1 space-y-1">
        {quote.places.map((one) => (
          <li key={one.start}>
            <label className="flex gap-2 rounded px-1 py-1 hover:bg-sunken">
              <input
                type="radio"
                name={name}
                value={one.start}
                checked={quote.start === String(one.start)}
                onChange={({ target }) => onChange({ start: target.value })}
                className="mt-1.5 size-4 shrink-0"
              />
              <span lang={language} className="min-w-0 font-serif [overflow-wrap:anywhere]">
                <span className="text-ink-soft">{one.before}</span>
                <mark className="bg-mark text-ink">{quote.text.trim()}</mark>
                <span className="text-ink-soft">{one.after}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </FieldGroup>
  )
}
