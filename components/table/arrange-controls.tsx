import { useLocale, useTranslations } from 'next-intl'
import { useLabels } from '@/components/marks/use-labels'
import { AddressInput } from '@/components/ui/address-input'
import { GetForm } from '@/components/ui/get-form'
import { ViewLink } from '@/components/ui/view-link'
import type { AgreementOverview } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { changed, type Filter, GROUPINGS, toQuery } from '@/lib/filter'
import { tablePath } from '@/lib/paths'

/** How the rows are grouped, of which day they are, and in which order. */
export function ArrangeControls({
  filter,
  agreements,
  today,
  action,
}: {
  filter: Filter
  agreements: AgreementOverview[]
  today: Day
  action: string
}) {
  const t = useTranslations()
  const locale = useLocale()
  const labels = useLabels(agreements)
  const href = (parts: Partial<Filter>) => tablePath(locale, changed(filter, parts))
  return (
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
      <GetForm
        action={action}
        hidden={toQuery(changed(filter, { asOf: null }))}
        className="flex items-center gap-2 print:hidden"
      >
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
  )
}
