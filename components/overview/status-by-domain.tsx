import { useLocale, useTranslations } from 'next-intl'
import { StatusSwatch } from '@/components/marks/status-badge'
import { useLabels } from '@/components/marks/use-labels'
import type { ChartRow } from '@/components/overview/chart-row'
import { MeasureSwitch } from '@/components/overview/measure-switch'
import { StatusChart } from '@/components/overview/status-chart'
import { StatusTable } from '@/components/overview/status-table'
import { type AgreementOverview, domainsOf } from '@/lib/agreement'
import { changed, type Filter } from '@/lib/filter'
import { LANGUAGE_TAG } from '@/lib/locale'
import { tablePath } from '@/lib/paths'
import { STATUS_KEYS } from '@/lib/status'
import { type Cell, countOf, findingIn, groupsOf, segmentsOf } from '@/lib/summary'

/** If more domains than this share the highest number fulfilled, the title gives their number instead of their names. */
const MOST_NAMED = 3

/** The counts by domain and status as bars, and the same numbers as a table; each leads to the rows it counts. */
export function StatusByDomain({
  cells,
  filter,
  agreements,
  shares,
}: {
  cells: Cell[]
  filter: Filter
  agreements: AgreementOverview[]
  /** Whether all bars are equally long, and show shares of their domain. */
  shares: boolean
}) {
  const t = useTranslations('dashboard')
  const status = useTranslations('status')
  const locale = useLocale()
  const labels = useLabels(agreements)
  const href = (parts: Partial<Filter>) => tablePath(locale, changed(filter, parts))

  const row = (key: string, label: string, own: readonly Cell[], within: Partial<Filter>): ChartRow => ({
    key,
    label,
    segments: segmentsOf(own).map((segment) => ({
      ...segment,
      label: t(segment.halted ? 'segmentHalted' : 'segment', {
        domain: label,
        status: status(`${segment.status}.label`),
        count: segment.count,
      }),
      href: href({ ...within, status: [segment.status], condition: segment.conditions }),
    })),
  })
  const order = domainsOf(agreements).map((domain) => domain.slug)
  const groups = groupsOf(cells, 'domain', order)
  const rows = groups.map(({ key, cells }) => row(key, labels.of('domain', key), cells, { domain: [key] }))
  const bars = shares
    ? rows.map((bar, index) => ({
        ...bar,
        label: t('domainOf', { domain: bar.label, count: countOf(groups[index]?.cells ?? []) }),
      }))
    : rows
  const whole = row('total', t('total'), cells, {})
  const finding = findingIn(cells)
  const shown = STATUS_KEYS.filter((key) => whole.segments.some((segment) => segment.status === key))

  return (
    <section aria-labelledby="by-domain" className="panel p-4 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <p className="text-ink-soft text-sm">{t('byDomain')}</p>
        <MeasureSwitch shares={shares} asOf={filter.asOf} />
      </div>
      <h2 id="by-domain" className="font-semibold text-xl">
        {t(finding.fulfilled ? 'finding' : 'findingNone', {
          ...finding,
          tied: finding.domains.length > MOST_NAMED ? finding.domains.length : 0,
          domains: new Intl.ListFormat(LANGUAGE_TAG[locale]).format(
            order.filter((slug) => finding.domains.includes(slug)).map((slug) => labels.of('domain', slug)),
          ),
        })}
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">{t(shares ? 'byDomainShares' : 'byDomainNote')}</p>
      <ul aria-label={t('legend')} className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {shown.map((key) => (
          <li key={key} className="flex items-center gap-1.5">
            <StatusSwatch status={key} /> {status(`${key}.label`)}
          </li>
        ))}
        <li className="flex items-center gap-1.5">
          <StatusSwatch status="UNASSESSED" hatched /> {t('halted')}
        </li>
      </ul>
      <div className="grid gap-6 2xl:grid-cols-2">
        <StatusChart rows={bars} shares={shares} pending={t('chartLoading')} />
        <StatusTable
          rows={rows.map((row, index) => ({
            ...row,
            count: countOf(groups[index]?.cells ?? []),
            href: href({ domain: [row.key] }),
          }))}
          whole={{ ...whole, count: countOf(cells), href: href({}) }}
          shown={shown}
          shares={shares}
        />
      </div>
    </section>
  )
}
