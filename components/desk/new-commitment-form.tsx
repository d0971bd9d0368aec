'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { type Place, PlaceFields } from '@/components/desk/place-fields'
import { anEmptyQuote } from '@/components/desk/quote-field'
import { QuoteFields } from '@/components/desk/quote-fields'
import { ActionForm } from '@/components/ui/action-form'
import { TextArea } from '@/components/ui/fields'
import { FormEnd } from '@/components/ui/form-end'
import { useDraft, useKept } from '@/components/ui/use-draft'
import type { Action } from '@/lib/action'
import { itemPath } from '@/lib/paths'
import type { Ambiguous } from '@/lib/quote'

/** Enters a commitment by hand: where it belongs, its titles, and its words, quoted verbatim from a document. */
export function NewCommitmentForm({
  places,
  most,
  longest,
  add,
  doneWithout,
}: {
  /** One at least. */
  places: readonly [Place, ...Place[]]
  /** Quotes. */
  most: number
  /** Characters. */
  longest: { title: number; quote: number }
  add: Action<{ ref: string }>
  /** Where to go on cancelling. */
  doneWithout: string
}) {
  const t = useTranslations()
  const locale = useLocale()
  const router = useRouter()
  const draft = useDraft('new')
  const [slug, setSlug] = useKept(draft, 'agreement', places[0].slug)
  const [typedRef, setRef] = useKept<string | null>(draft, 'ref', null)
  const [quotes, setQuotes] = useKept(draft, 'quotes', [anEmptyQuote(0)])
  const place = places.find((one) => one.slug === slug) ?? places[0]
  // A suggested ref is replaced by the next suggestion; a typed one stays.
  const ref = typedRef ?? place.suggestedRef

  function move(to: string) {
    setQuotes(quotes.map((quote) => ({ ...quote, document: '', start: '', places: [] })))
    setSlug(to)
  }

  return (
    <ActionForm
      action={add}
      label={t('newCommitment.title')}
      draft={draft}
      className="space-y-4"
      onDone={(added) => router.push(itemPath(locale, added.ref))}
      onRefused={({ current }) => {
        if (current === null) return
        const { places: found } = current as Ambiguous
        setQuotes(quotes.map((quote, index) => ({ ...quote, places: found[index] ?? quote.places })))
      }}
    >
      <PlaceFields places={places} place={place} chosen={slug} onMove={move} refTyped={ref} onRef={setRef} />
      <TextArea
        name="titleZh"
        lang="zh-CN"
        label={t('newCommitment.titleZh')}
        rows={2}
        maxLength={longest.title}
        required
      />
      <TextArea
        name="titleEn"
        lang="en"
        label={t('newCommitment.titleEn')}
        rows={2}
        maxLength={longest.title}
        required
      />
      <QuoteFields
        quotes={quotes}
        documents={place.documents}
        most={most}
        longest={longest.quote}
        onChange={setQuotes}
      />
      <FormEnd submit={t('newCommitment.submit')} doneHref={doneWithout} />
    </ActionForm>
  )
}
