import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DomainBar } from '@/components/domain/domain-bar'
import { DomainComparisonCounts } from '@/components/domain/domain-comparison-counts'
import { StatusSwatch } from '@/components/marks/status-badge'
import type { Domain } from '@/lib/agreement'
import { changed, type Filter } from '@/lib/filter'
import { inLanguage } from '@/lib/locale'
import { domainPath } from '@/lib/paths'
import { STATUS_KEYS } from '@/lib/status'
import { type Cell, countOf } from '@/lib/summary'

/** The domains side by side: how many commitments each has, and how far they have come. Every number is a link. */
export function DomainComparison({ domains, cells, filter }: { domains: Domain[]; cells: Cell[]; filter: Filter }) {
  const t = useTranslations()
  const locale = useLocale()
  const shown = STATUS_KEYS.filter((status) => cells.some((cell) => cell.status === status))
  const rows = domains.map((domain) => ({ domain, own: cells.filter((cell) => cell.domain === domain.slug) }))
  const most = Math.max(1, ...rows.map(({ own }) => countOf(own)))

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={t('domains.comparison')} className="panel relative overflow-x-auto">
      <table className="w-max border-collapse text-[0.9375rem] sm:w-full sm:min-w-[66rem] print:w-full print:min-w-0 print:text-[8pt]">
        <thead>
          <tr className="bg-sunken align-bottom">
            <th
              scope="col"
              className="sticky left-0 z-10 border-line border-b bg-sunken px-3 py-2.5 text-left sm:min-w-52 max-sm:max-w-36 print:min-w-0"
            >
              {t('domains.domain')}
            </th>
            <th
              scope="col"
              className="sm:w-[30%] sm:min-w-48 print:min-w-28 border-line border-b px-3 py-2.5 text-left"
            >
              {t('domains.shares')}
            </th>
            {shown.map((status) => (
              <th key={status} scope="col" className="border-line border-b px-2 py-2.5 text-right print:px-1">
                <StatusSwatch status={status} />
                <span className="block">{t(`status.${status}.label`)}</span>
              </th>
            ))}
            <th scope="col" className="border-line border-b px-2 py-2.5 text-right print:px-1">
              <StatusSwatch status="UNASSESSED" hatched />
              <span className="block">{t('domains.halted')}</span>
            </th>
            <th scope="col" className="border-line border-b px-3 py-2.5 text-right">
              {t('domains.all')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ domain, own }) => {
            const label = inLanguage(locale, domain.nameZh, domain.nameEn)
            return (
              <tr key={domain.slug} data-domain={domain.slug} className="border-line border-b last:border-0">
                <th
                  scope="row"
                  className="sticky left-0 z-10 bg-surface px-3 py-3 text-left font-medium max-sm:max-w-36"
                >
                  <Link href={domainPath(locale, domain.slug, filter.asOf)}>{label}</Link>
                </th>
                <td className="px-3 py-3">
                  <div className="w-32 sm:w-auto">
                    <DomainBar cells={own} most={most} label={label} />
                  </div>
                </td>
                <DomainComparisonCounts
                  label={label}
                  own={own}
                  shown={shown}
                  filter={changed(filter, { domain: [domain.slug] })}
                />
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr className="border-line-strong border-t">
            <th scope="row" className="sticky left-0 z-10 bg-surface px-3 py-3 text-left font-semibold">
              {t('domains.all')}
            </th>
            <td />
            <DomainComparisonCounts label={t('domains.all')} own={cells} shown={shown} filter={filter} />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
