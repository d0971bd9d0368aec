'use client'

import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { anEmptyQuote, QuoteFields } from '@/components/desk/quote-fields'
import { ActionForm } from '@/components/ui/action-form'
import { SelectField, TextArea, TextField } from '@/components/ui/fields'
import { FormEnd } from '@/components/ui/form-end'
import type { Action } from '@/lib/action'
import type { Domain } from '@/lib/agreement'
import { inLanguage } from '@/lib/locale'
import { itemPath } from '@/lib/paths'
import type { Ambiguous } from '@/lib/quote'
import type { DocumentOverview } from '@/lib/source'
import { type CommitmentType, TYPES } from '@/lib/status'

/** An agreement as far as a new commitment of it needs to know it. */
export type Place = {
  slug: string
  titleZh: string
  titleEn: string
  domains: readonly Domain[]
  documents: readonly DocumentOverview[]
  /** A ref that is free. */
  suggestedRef: string
}

/** Enters a commitment by hand: where it belongs, what it is called, and its words, each to the letter out of a document. */
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
  /** Where to go when nothing is to be entered after all. */
  doneWithout: string
}) {
  const t = useTranslations()
  const locale = useLocale()
  const router = useRouter()
  const [place, setPlace] = useState(places[0])
  const [ref, setRef] = useState(places[0].suggestedRef)
  const [type, setType] = useState<CommitmentType | ''>('')
  const [quotes, setQuotes] = useState([anEmptyQuote(0)])

  function move(slug: string) {
    const next = places.find((one) => one.slug === slug) ?? places[0]
    // A suggestion gives way to the next one; what was typed stays.
    if (ref === place.suggestedRef) setRef(next.suggestedRef)
    setQuotes(quotes.map((quote) => ({ ...quote, document: '', start: '', places: [] })))
    setPlace(next)
  }

  const unchosen = ['', t('newCommitment.choose')] as const
  return (
    <ActionForm
      action={add}
      label={t('newCommitment.title')}
      className="space-y-4"
      onDone={(added) => router.push(itemPath(locale, added.ref))}
      onRefused={({ current }) => {
        if (current === null) return
        const { places: found } = current as Ambiguous
        setQuotes(quotes.map((quote, index) => ({ ...quote, places: found[index] ?? quote.places })))
      }}
    >
      {places.length > 1 ? (
        <SelectField
          name="agreement"
          label={t('newCommitment.agreement')}
          value={place.slug}
          onChange={({ target }) => move(target.value)}
          options={places.map((one) => [one.slug, inLanguage(locale, one.titleZh, one.titleEn)] as const)}
        />
      ) : (
        <input type="hidden" name="agreement" value={place.slug} />
      )}
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <SelectField
          key={place.slug}
          name="domain"
          label={t('newCommitment.domain')}
          options={[
            unchosen,
            ...place.domains.map((one) => [one.slug, inLanguage(locale, one.nameZh, one.nameEn)] as const),
          ]}
          required
        />
        <TextField
          name="ref"
          label={t('newCommitment.ref')}
          hint={t('newCommitment.refHint')}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          value={ref}
          onChange={({ target }) => setRef(target.value)}
          required
        />
        <SelectField
          name="type"
          label={t('newCommitment.type')}
          hint={type && t(`type.${type}.definition`)}
          value={type}
          onChange={({ target }) => setType(target.value as CommitmentType | '')}
          options={[unchosen, ...TYPES.map((key) => [key, t(`type.${key}.label`)] as const)]}
          required
          className="sm:col-span-2"
        />
      </div>
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
