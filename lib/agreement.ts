import type { Day } from '@/lib/day'

export type Party = { code: string; nameZh: string; nameEn: string }
export type Domain = { slug: string; nameZh: string; nameEn: string }

/** An agreement with its parties and domains, without its texts and commitments. */
export type AgreementOverview = {
  slug: string
  titleZh: string
  titleEn: string
  concludedOn: Day
  placeZh: string | null
  placeEn: string | null
  /** The last day for which follow-ups were looked for. */
  compiledUntil: Day
  compiledNoteZh: string
  compiledNoteEn: string
  countNoteZh: string
  countNoteEn: string
  parties: Party[]
  domains: Domain[]
}

/** Those concluded by a day. */
export const concludedBy = (agreements: readonly AgreementOverview[], day: Day): AgreementOverview[] =>
  agreements.filter(({ concludedOn }) => concludedOn <= day)

/** Every domain once, by the place it first has in an agreement. */
export function domainsOf(agreements: readonly AgreementOverview[]): Domain[] {
  const placed = new Map<string, { domain: Domain; position: number }>()
  for (const agreement of agreements)
    agreement.domains.forEach((domain, position) => {
      const known = placed.get(domain.slug)
      if (!known) placed.set(domain.slug, { domain, position })
      else known.position = Math.min(known.position, position)
    })
  return [...placed.values()]
    .sort((a, b) => a.position - b.position || (a.domain.slug < b.domain.slug ? -1 : 1))
    .map(({ domain }) => domain)
}
