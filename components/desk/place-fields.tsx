import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { SelectField, TextField } from '@/components/ui/fields'
import type { Domain } from '@/lib/agreement'
import { inLanguage } from '@/lib/locale'
import type { DocumentOverview } from '@/lib/source'
import { type CommitmentType, TYPES } from '@/lib/status'

/** What the form needs to know of an agreement. */
export type Place = {
  slug: string
  titleZh: string
  titleEn: string
  domains: readonly Domain[]
  documents: readonly DocumentOverview[]
  /** A ref that is free. */
  suggestedRef: string
}

/** The agreement, domain, ref and type of a new commitment. */
export function PlaceFields({
  places,
  place,
  chosen,
  onMove,
  refTyped,
  onRef,
}: {
  places: readonly Place[]
  /** The one that is chosen. */
  place: Place
  /** The slug of what was chosen, which may be gone. */
  chosen: string
  onMove: (slug: string) => void
  refTyped: string
  onRef: (ref: string) => void
}) {
  const t = useTranslations('newCommitment')
  const types = useTranslations('type')
  const locale = useLocale()
  const [type, setType] = useState<CommitmentType | ''>('')
  const unchosen = ['', t('choose')] as const
  return (
    <>
      {places.length > 1 || chosen !== place.slug ? (
        <SelectField
          name="agreement"
          label={t('agreement')}
          value={chosen}
          onChange={({ target }) => onMove(target.value)}
          options={places.map((one) => [one.slug, inLanguage(locale, one.titleZh, one.titleEn)] as const)}
        />
      ) : (
        <input type="hidden" name="agreement" value={place.slug} />
      )}
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <SelectField
          key={place.slug}
          name="domain"
          label={t('domain')}
          options={[
            unchosen,
            ...place.domains.map((one) => [one.slug, inLanguage(locale, one.nameZh, one.nameEn)] as const),
          ]}
          required
        />
        <TextField
          name="ref"
          label={t('ref')}
          hint={t('refHint')}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          value={refTyped}
          onChange={({ target }) => onRef(target.value)}
          required
        />
        <SelectField
          name="type"
          label={t('type')}
          hint={type && types(`${type}.definition`)}
          value={type}
          onChange={({ target }) => setType(target.value as CommitmentType | '')}
          options={[unchosen, ...TYPES.map((key) => [key, types(`${key}.label`)] as const)]}
          required
          className="sm:col-span-2"
        />
      </div>
    </>
  )
}
