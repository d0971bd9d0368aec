import { useLocale, useTranslations } from 'next-intl'
import { useLabels } from '@/components/marks/use-labels'
import { facetsOf, type TableView } from '@/components/table/filter-controls'
import { Chip } from '@/components/ui/chip'
import { ViewLink } from '@/components/ui/view-link'
import { changed, FACETS, type Filter, NO_FILTER, toggledFacet } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import { countOf, within } from '@/lib/summary'

/** How many rows are in view, and the filters in force, each with a link that removes it. */
export function ChosenFilters(view: TableView) {
  const { filter, cells, agreements } = view
  const t = useTranslations()
  const locale = useLocale()
  const labels = useLabels(agreements)
  const href = (parts: Partial<Filter>) => tablePath(locale, changed(filter, parts))
  const total = countOf(cells)
  const count = countOf(within(cells, filter))
  const narrowed = FACETS.some((facet) => filter[facet].length > 0)
  return (
    <>
      <p role="status" className="mr-2 font-semibold">
        {narrowed && count > 0 ? t('table.resultsOf', { count, total }) : t('table.results', { count })}
      </p>
      {filter.q !== null && <Chip href={href({ q: null })} label={t('table.searchChip', { text: filter.q })} />}
      {filter.quiet && <Chip href={href({ quiet: false })} label={t('table.quietChip')} />}
      {facetsOf(view).flatMap((facet) =>
        filter[facet].map((value) => (
          <Chip
            key={`${facet} ${value}`}
            href={tablePath(locale, toggledFacet(filter, facet, value))}
            label={`${t(`facets.${facet}`)} · ${labels.of(facet, value)}`}
            description={t('facets.remove', { facet: t(`facets.${facet}`), value: labels.of(facet, value) })}
          />
        )),
      )}
      {(narrowed || filter.q !== null || filter.quiet) && (
        <ViewLink href={href(NO_FILTER)} className="px-1 print:hidden">
          {t('facets.clear')}
        </ViewLink>
      )}
    </>
  )
}
