'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { FieldGroup, SelectField, TextArea } from '@/components/ui/fields'
import { inLanguage } from '@/lib/locale'
import { documentPath } from '@/lib/paths'
import type { Occurrence } from '@/lib/quote'
import type { DocumentOverview } from '@/lib/source'

/** A quote as it is typed; `places` are those to choose from, once it has turned out that there are several. */
export type TypedQuote = {
  /** Its own, so that taking another away leaves it what it is. */
  number: number
  document: string
  text: string
  start: string
  places: readonly Occurrence[]
}

export const anEmptyQuote = (number: number): TypedQuote => ({ number, document: '', text: '', start: '', places: [] })

/** The words that a commitment is made of, each out of a document of its agreement; the last one left stays. */
export function QuoteFields({
  quotes,
  documents,
  most,
  longest,
  onChange,
}: {
  quotes: readonly TypedQuote[]
  documents: readonly DocumentOverview[]
  most: number
  /** Characters of a quote. */
  longest: number
  onChange: (quotes: TypedQuote[]) => void
}) {
  const t = useTranslations('newCommitment')
  const locale = useLocale()
  const change = (number: number, parts: Partial<TypedQuote>) =>
    onChange(quotes.map((quote) => (quote.number === number ? { ...quote, ...parts } : quote)))
  return (
    <FieldGroup name="quotes" label={t('quotes')} hint={t('quotesHint')}>
      {quotes.map(({ number, document, text, start, places }, place) => {
        const name = `quotes.${place}`
        const chosen = documents.find((one) => one.slug === document) ?? documents[0]
        return (
          <fieldset key={number} className="mt-3 min-w-0 rounded-md border border-line-strong p-3">
            <legend className="px-1 font-medium text-[0.9375rem]">{t('quote', { n: place + 1 })}</legend>
            <div className="space-y-3">
              <SelectField
                name={`${name}.document`}
                label={t('document')}
                value={chosen?.slug ?? ''}
                onChange={({ target }) => change(number, { document: target.value, start: '', places: [] })}
                options={documents.map((one) => [one.slug, inLanguage(locale, one.titleZh, one.titleEn)] as const)}
              />
              {chosen && (
                <a
                  href={documentPath(locale, chosen.slug)}
                  target="_blank"
                  rel="noopener"
                  className="inline-block text-sm"
                >
                  {t('openDocument')}
                </a>
              )}
              <TextArea
                name={`${name}.text`}
                label={t('text')}
                lang={chosen?.language}
                rows={3}
                maxLength={longest}
                value={text}
                onChange={({ target }) => change(number, { text: target.value, start: '', places: [] })}
                required
              />
              {places.length > 0 && (
                <FieldGroup name={`${name}.start`} label={t('which')}>
                  <ul className="mt-1 space-y-1">
                    {places.map((one) => (
                      <li key={one.start}>
                        <label className="flex gap-2 rounded px-1 py-1 hover:bg-sunken">
                          <input
                            type="radio"
                            name={`${name}.start`}
                            value={one.start}
                            checked={start === String(one.start)}
                            onChange={({ target }) => change(number, { start: target.value })}
                            className="mt-1.5 size-4 shrink-0"
                          />
                          <span lang={chosen?.language} className="min-w-0 font-serif [overflow-wrap:anywhere]">
                            <span className="text-ink-soft">{one.before}</span>
                            <mark className="bg-mark text-ink">{text.trim()}</mark>
                            <span className="text-ink-soft">{one.after}</span>
                          </span>
                        </label>
                      </li>
                    ))}
                  </ul>
                </FieldGroup>
              )}
              {quotes.length > 1 && (
                <button
                  type="button"
                  onClick={() => onChange(quotes.filter((quote) => quote.number !== number))}
                  className="inline-flex min-h-8 items-center gap-1.5 text-accent text-sm"
                >
                  <Trash2 aria-hidden className="size-4" /> {t('removeQuote', { n: place + 1 })}
                </button>
              )}
            </div>
          </fieldset>
        )
      })}
      {quotes.length < most && (
        <button
          type="button"
          onClick={() => onChange([...quotes, anEmptyQuote(Math.max(...quotes.map(({ number }) => number)) + 1)])}
          className="mt-3 inline-flex min-h-9 items-center gap-1.5 text-accent"
        >
          <Plus aria-hidden className="size-4" /> {t('addQuote')}
        </button>
      )}
    </FieldGroup>
  )
}
