import { useLocale, useTranslations } from 'next-intl'
import { type AgreementOverview, domainsOf } from '@/lib/agreement'
import type { Facets, SortKey } from '@/lib/filter'
import { inLanguage } from '@/lib/locale'
import { CONDITIONS, type CommitmentType, type Condition, STATUS_KEYS, type StatusKey, TYPES } from '@/lib/status'

/** The values of each facet, and what they are called in the reader's language. */
export function useLabels(agreements: readonly AgreementOverview[]) {
  const t = useTranslations()
  const locale = useLocale()
  const domains = domainsOf(agreements)

  return {
    valuesOf(facet: keyof Facets): readonly string[] {
      const values = {
        agreement: agreements.map((agreement) => agreement.slug),
        domain: domains.map((domain) => domain.slug),
        type: TYPES,
        status: STATUS_KEYS,
        condition: CONDITIONS,
      }
      return values[facet]
    },
    of(facet: keyof Facets, value: string): string {
      if (facet === 'type') return t(`type.${value as CommitmentType}.label`)
      if (facet === 'status') return t(`status.${value as StatusKey}.label`)
      if (facet === 'condition') return t(`condition.${value as Condition}.label`)
      if (facet === 'agreement') {
        const agreement = agreements.find((one) => one.slug === value)
        return agreement ? inLanguage(locale, agreement.titleZh, agreement.titleEn) : value
      }
      const domain = domains.find((one) => one.slug === value)
      return domain ? inLanguage(locale, domain.nameZh, domain.nameEn) : value
    },
    sortKey({ field, descending }: SortKey): string {
      const name = t(`fields.${field}`)
      return t(descending ? 'table.sortDescending' : 'table.sortAscending', { field: name })
    },
  }
}
