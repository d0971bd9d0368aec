import { Search } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useLabels } from '@/components/marks/use-labels'
import { SORT_FORM } from '@/components/table/sort-button'
import { TableTools } from '@/components/table/table-tools'
import { AddressInput } from '@/components/ui/address-input'
import { Chip } from '@/components/ui/chip'
import { FacetMenu } from '@/components/ui/facet-menu'
import { GetForm } from '@/components/ui/get-form'
import { ViewLink } from '@/components/ui/view-link'
import type { AgreementOverview } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { changed, FACETS, type Facets, type Filter, GROUPINGS, toQuery } from '@/lib/filter'
import { tablePath } from '@/lib/paths'
import { type Cell, countOf, within } from '@/lib/summary'
import type { TableLayout } from '@/lib/table-layout'

/** Search, facets, grouping and day of the table, and in words what is in view. Every control is a link or a form. */
export function ViewControls({
  filter,
  cells,
  agreements,
  today,
  layout,
  mayAdd,
}: {
  filter: Filter
  cells: Cell[]
  agreements: AgreementOverview[]
  today: Day
  layout: TableLayout
  /** Whether the reader may enter commitments. */
  mayAdd: boolean
}) {
  const t = useTranslations()
  const locale = useLocale()
  const labels = useLabels(agreements)
  const action = `/${locale}/commitments`
  const href = (parts: Partial<Filter>) => tablePath(locale, changed(filter, parts))
  const keeping = (parts: Partial<Filter>) => toQuery(changed(filter, parts))
  const toggled = (facet: keyof Facets, value: string) => {
    const values: string[] = filter[facet]
    return href({ [facet]: values.includes(value) ? values.filter((one) => one !== value) : [...values, value] })
  }
  const total = countOf(cells)
  const count = countOf(within(cells, filter))
  const narrowed = FACETS.some((facet) => filter[facet].length > 0)
  const facets = FACETS.filter((facet) => facet !== 'agreement' || agreements.length > 1)

  return (
    <div className="mb-4 space-y-3">
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <GetForm
          role="search"
          action={action}
          hidden={keeping({ q: null })}
          className="flex min-w-0 grow basis-72 gap-2 sm:max-w-md"
        >
          <AddressInput
            type="search"
            name="q"
            value={filter.q ?? ''}
            placeholder={t('table.search')}
            aria-label={t('table.search')}
            className="field min-w-0 grow"
          />
          <button type="submit" className="field flex items-center gap-1.5 whitespace-nowrap">
            <Search aria-hidden className="size-4" />
            {t('table.searchButton')}
          </button>
        </GetForm>
        {facets.map((facet) => (
          <FacetMenu
            key={facet}
            label={t(`facets.${facet}`)}
            choices={labels.valuesOf(facet).map((value) => ({
              value,
              label: labels.of(facet, value),
              count: countOf(within(cells, filter, facet).filter((cell) => cell[facet] === value)),
              chosen: (filter[facet] as string[]).includes(value),
              href: toggled(facet, value),
            }))}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-[0.9375rem]">
        <nav aria-label={t('table.group')} className="flex flex-wrap items-center gap-1 print:hidden">
          <span className="mr-1 text-ink-soft">{t('table.group')}</span>
          {[null, ...GROUPINGS].map((grouping) => (
            <ViewLink
              key={grouping}
              href={href({ groupBy: grouping })}
              aria-current={filter.groupBy === grouping ? 'true' : undefined}
              className="choice"
            >
              {t(`table.groups.${grouping ?? 'none'}`)}
            </ViewLink>
          ))}
        </nav>
        <GetForm action={action} hidden={keeping({ asOf: null })} className="flex items-center gap-2 print:hidden">
          <label htmlFor="as-of" className="whitespace-nowrap text-ink-soft">
            {t('table.asOf')}
          </label>
          <AddressInput id="as-of" type="date" name="asOf" value={filter.asOf ?? today} max={today} className="field" />
          <button type="submit" className="field">
            {t('table.asOfButton')}
          </button>
        </GetForm>
        <p className="ml-auto text-ink-soft text-sm">
          {filter.sort.length === 0 ? (
            t('table.sourceOrder')
          ) : (
            <>
              {t('table.sortedBy', {
                keys: filter.sort.map((key) => labels.sortKey(key)).join(t('table.listSeparator')),
              })}{' '}
              <ViewLink href={href({ sort: [] })} className="print:hidden">
                {t('table.resetSort')}
              </ViewLink>
            </>
          )}
        </p>
      </div>
      {/* Submitted by the buttons in the table's headings. */}
      <GetForm id={SORT_FORM} action={action} hidden={keeping({ sort: [] })} />

      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="mr-2 font-semibold">
          {narrowed && count > 0 ? t('table.resultsOf', { count, total }) : t('table.results', { count })}
        </p>
        {filter.q !== null && <Chip href={href({ q: null })} label={t('table.searchChip', { text: filter.q })} />}
        {filter.quiet && <Chip href={href({ quiet: false })} label={t('table.quietChip')} />}
        {facets.flatMap((facet) =>
          filter[facet].map((value) => (
            <Chip
              key={`${facet} ${value}`}
              href={toggled(facet, value)}
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
        <TableTools filter={filter} layout={layout} mayAdd={mayAdd} />
      </div>
    </div>
  )
}

export const NO_FILTER = {
  quiet: false,
  q: null,
  agreement: [],
  domain: [],
  type: [],
  status: [],
  condition: [],
} satisfies Partial<Filter>
