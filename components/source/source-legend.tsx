import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { StatusSwatch } from '@/components/marks/status-badge'
import { useLabels } from '@/components/marks/use-labels'
import { AddressInput } from '@/components/ui/address-input'
import { GetForm } from '@/components/ui/get-form'
import type { AgreementOverview } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { changed, type Filter, toQuery } from '@/lib/filter'
import { sourcePath } from '@/lib/paths'
import { type Condition, isHalted } from '@/lib/status'
import { type Cell, countOf, within } from '@/lib/summary'

/** The facets by which a source can be read. */
export const SOURCE_FACETS = ['status', 'condition', 'domain'] as const
type SourceFacet = (typeof SOURCE_FACETS)[number]

/** What the colours say, with the number of commitments each would leave marked; every entry is a link that filters. */
export function SourceLegend({
  slug,
  cells,
  filter,
  agreement,
  today,
  first,
}: {
  slug: string
  /** Of everything the document's marks stand for, whatever the facets. */
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
  const href = (parts: Partial<Filter>) => sourcePath(locale, slug, changed(filter, parts))
  const choicesOf = (facet: SourceFacet) =>
    labels
      .valuesOf(facet)
      .map((value) => {
        const values: string[] = filter[facet]
        const chosen = values.includes(value)
        return {
          value,
          label: labels.of(facet, value),
          chosen,
          count: countOf(within(cells, filter, facet).filter((cell) => cell[facet] === value)),
          href: href({ [facet]: chosen ? values.filter((one) => one !== value) : [...values, value] }),
        }
      })
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
          <Link href={href({ status: [], condition: [], domain: [] })} prefetch={false} scroll={false}>
            {t('source.clear')}
          </Link>
        )}
      </div>
      <div className="flex flex-wrap gap-x-10 gap-y-4 xl:block xl:space-y-4">
        {SOURCE_FACETS.map((facet) => ({ facet, choices: choicesOf(facet) }))
          .filter(({ choices }) => choices.length > 0)
          .map(({ facet, choices }) => (
            <nav key={facet} aria-label={t(`facets.${facet}`)} className="min-w-0">
              <p className="mb-1 text-ink-soft text-sm">{t(`facets.${facet}`)}</p>
              <ul className="-mx-2 max-xl:flex max-xl:flex-wrap">
                {choices.map(({ value, label, chosen, count, href }) => (
                  <li key={value}>
                    <Link
                      href={href}
                      prefetch={false}
                      scroll={false}
                      rel="nofollow"
                      aria-current={chosen ? 'true' : undefined}
                      className="flex items-center gap-2 rounded px-2 py-1 text-ink leading-snug no-underline hover:bg-sunken aria-[current]:bg-accent-soft aria-[current]:font-semibold aria-[current]:text-accent"
                    >
                      {facet === 'status' && <StatusSwatch status={value} />}
                      {facet === 'condition' && isHalted(value as Condition) && <HatchSwatch />}
                      <span className="min-w-0 grow">{label}</span>
                      <span className="shrink-0 text-ink-soft text-sm tabular-nums">{count}</span>
                    </Link>
                  </li>
                ))}
              </ul>
              {facet === 'condition' && choices.some((choice) => isHalted(choice.value as Condition)) && (
                <p className="mt-1 text-ink-soft text-sm">{t('source.hatched')}</p>
              )}
            </nav>
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

function HatchSwatch() {
  return (
    <span
      aria-hidden
      className="hatched inline-block size-3.5 shrink-0 rounded-[3px] ring-1 ring-line-strong/60 ring-inset"
    />
  )
}
