import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useLabels } from '@/components/marks/use-labels'
import { SOURCE_FACETS, type SourceFacet, SourceFacetLinks } from '@/components/source/source-facet-links'
import { AddressInput } from '@/components/ui/address-input'
import { GetForm } from '@/components/ui/get-form'
import type { AgreementOverview } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { changed, type Filter, toggledFacet, toQuery } from '@/lib/filter'
import { sourcePath } from '@/lib/paths'
import { type Cell, countOf, within } from '@/lib/summary'

/** What the colours mean, and how many commitments each filter would leave marked. Every entry is a link. */
export function SourceLegend({
  slug,
  cells,
  filter,
  agreement,
  today,
  first,
}: {
  slug: string
  /** The counts of all commitments quoted from the document, whatever the facets. */
  cells: Cell[]
  filter: Filter
  agreement: AgreementOverview
  today: Day
  /** The ref that is marked first in the text, if any. */
  first: string | null
}) {
  const t = useTranslations()
  const locale = useLocale()
  const labels = useLabels([agreement])
  const total = countOf(cells)
  const count = countOf(within(cells, filter))
  const narrowed = SOURCE_FACETS.some((facet) => filter[facet].length > 0)
  const choicesOf = (facet: SourceFacet) =>
    labels
      .valuesOf(facet)
      .map((value) => ({
        value,
        label: labels.of(facet, value),
        chosen: (filter[facet] as string[]).includes(value),
        count: countOf(within(cells, filter, facet).filter((cell) => cell[facet] === value)),
        href: sourcePath(locale, slug, toggledFacet(filter, facet, value)),
      }))
      .filter((choice) => choice.chosen || cells.some((cell) => cell[facet] === choice.value))

  return (
    <section
      aria-labelledby="legend"
      className="text-[0.9375rem] max-lg:mb-6 max-lg:border-line max-lg:border-b max-lg:pb-4 xl:sticky xl:top-6 print:hidden"
    >
      <h2 id="legend" className="sr-only">
        {t('source.legend')}
      </h2>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <p role="status" className="font-semibold">
          {narrowed ? t('source.markedOf', { count, total }) : t('source.marked', { count })}
        </p>
        {first && <a href={`#${first}`}>{t('source.first')}</a>}
        {narrowed && (
          <Link
            href={sourcePath(locale, slug, changed(filter, { status: [], condition: [], domain: [] }))}
            prefetch={false}
            scroll={false}
          >
            {t('source.clear')}
          </Link>
        )}
      </div>
      <div className="flex flex-wrap gap-x-10 gap-y-4 xl:block xl:space-y-4">
        {SOURCE_FACETS.map((facet) => ({ facet, choices: choicesOf(facet) }))
          .filter(({ choices }) => choices.length > 0)
          .map(({ facet, choices }) => (
            <SourceFacetLinks key={facet} facet={facet} choices={choices} />
          ))}
        <GetForm
          action={`/${locale}/source/${slug}`}
          hidden={toQuery(changed(filter, { asOf: null }))}
          className="min-w-0"
        >
          <label htmlFor="as-of" className="mb-1 block text-ink-soft text-sm">
            {t('table.asOf')}
          </label>
          <span className="flex gap-2">
            <AddressInput
              id="as-of"
              type="date"
              name="asOf"
              value={filter.asOf ?? today}
              max={today}
              className="field min-w-0 grow"
            />
            <button type="submit" className="field whitespace-nowrap">
              {t('table.asOfButton')}
            </button>
          </span>
        </GetForm>
      </div>
    </section>
  )
}
