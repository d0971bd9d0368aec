import { Search } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useLabels } from '@/components/marks/use-labels'
import { AddressInput } from '@/components/ui/address-input'
import { FacetMenu } from '@/components/ui/facet-menu'
import { GetForm } from '@/components/ui/get-form'
import type { AgreementOverview } from '@/lib/agreement'
import { changed, FACETS, type Filter, LONGEST_SEARCH, toggledFacet, toQuery } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import { type Cell, countOf, within } from '@/lib/summary'

/** A view of the table: its filter, the counts of all that its search and day keep, and the agreements with their names. */
export type TableView = { filter: Filter; cells: Cell[]; agreements: AgreementOverview[] }

/** The facets of a view; without that of the agreement where there is only one. */
export const facetsOf = ({ agreements }: TableView) =>
  FACETS.filter((facet) => facet !== 'agreement' || agreements.length > 1)

/** The search, and a menu for each facet with the number of rows that each of its values would bring. */
export function FilterControls({ action, ...view }: TableView & { action: string }) {
  const { filter, cells, agreements } = view
  const t = useTranslations()
  const locale = useLocale()
  const labels = useLabels(agreements)
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <GetForm
        role="search"
        action={action}
        hidden={toQuery(changed(filter, { q: null }))}
        className="flex min-w-0 grow basis-72 gap-2 sm:max-w-md"
      >
        <AddressInput
          type="search"
          name="q"
          value={filter.q ?? ''}
          maxLength={LONGEST_SEARCH}
          placeholder={t('table.search')}
          aria-label={t('table.search')}
          className="field min-w-0 grow"
        />
        <button type="submit" className="field flex items-center gap-1.5 whitespace-nowrap">
          <Search aria-hidden className="size-4" />
          {t('table.searchButton')}
        </button>
      </GetForm>
      {facetsOf(view).map((facet) => (
        <FacetMenu
          key={facet}
          label={t(`facets.${facet}`)}
          choices={labels.valuesOf(facet).map((value) => ({
            value,
            label: labels.of(facet, value),
            count: countOf(within(cells, filter, facet).filter((cell) => cell[facet] === value)),
            chosen: (filter[facet] as string[]).includes(value),
            href: tablePath(locale, toggledFacet(filter, facet, value)),
          }))}
        />
      ))}
    </div>
  )
}
