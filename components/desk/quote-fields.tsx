'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { anEmptyQuote, QuoteField, type TypedQuote } from '@/components/desk/quote-field'
import { FieldGroup } from '@/components/ui/fields'
import type { DocumentOverview } from '@/lib/source'

/** The quotes that make a commitment, each from a document of its agreement. The last one cannot be removed. */
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
  const change = (number: number, parts: Partial<TypedQuote>) =>
    onChange(quotes.map((quote) => (quote.number === number ? { ...quote, ...parts } : quote)))
  return (
    <FieldGroup name="quotes" label={t('quotes')} hint={t('quotesHint')}>
      {quotes.map((quote, place) => (
        <QuoteField
          key={quote.number}
          quote={quote}
          place={place}
          documents={documents}
          longest={longest}
          onChange={(parts) => change(quote.number, parts)}
          onRemove={quotes.length > 1 ? () => onChange(quotes.filter((one) => one.number !== quote.number)) : null}
        />
      ))}
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
