import Link from 'next/link'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { ChartRow } from '@/components/marks/chart-row'
import { StatusSwatch } from '@/components/marks/status-badge'
import { useLabels } from '@/components/marks/use-labels'
import { StatusChart } from '@/components/overview/status-chart'
import { ViewLink } from '@/components/ui/view-link'
import { type AgreementOverview, domainsOf } from '@/lib/agreement'
import type { Day } from '@/lib/day'
import { changed, type Filter } from '@/lib/filter'
import { LANGUAGE_TAG } from '@/lib/locale'
import { overviewPath, sharesPath, tablePath } from '@/lib/paths'
import { STATUS_KEYS, type StatusKey } from '@/lib/status'
import { type Cell, countOf, findingIn, groupsOf, segmentsOf } from '@/lib/summary'

/** How many domains with the same most fulfilled are named in the chart's title; more are counted. */
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
  /** Each bar as long as every other, and its parts as shares of the domain. */
  shares: boolean
}) {
  const t = useTranslations('dashboard')
  const format = useFormatter()
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
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section tabIndex={0} aria-label={t('twin')} className="self-start overflow-x-auto">
          <table className="w-full min-w-[42rem] text-[0.9375rem]">
            <thead>
              <tr className="border-line-strong border-b">
                <th scope="col" className="sticky left-0 bg-surface py-2 pr-3 text-left align-bottom print:static">
                  {t('domain')}
                </th>
                {shown.map((key) => (
                  <th key={key} scope="col" className="px-2 py-2 text-right align-bottom font-semibold">
                    {status(`${key}.label`)}
                  </th>
                ))}
                <th scope="col" className="py-2 pl-2 text-right align-bottom">
                  {t('total')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one, index) => (
                <TwinRow
                  key={one.key}
                  row={one}
                  shown={shown}
                  count={countOf(groups[index]?.cells ?? [])}
                  share={shares ? (part, whole) => format.number(part / whole, { style: 'percent' }) : undefined}
                  href={href({ domain: [one.key] })}
                />
              ))}
            </tbody>
            <tfoot>
              <TwinRow row={whole} shown={shown} count={countOf(cells)} href={href({})} />
            </tfoot>
          </table>
        </section>
      </div>
    </section>
  )
}

/** Counts or shares: two addresses of one page, so that what is seen can be sent on. */
function MeasureSwitch({ shares, asOf }: { shares: boolean; asOf: Day | null }) {
  const t = useTranslations('dashboard')
  const locale = useLocale()
  const choices = [
    { label: t('counted'), href: overviewPath(locale, asOf), chosen: !shares },
    { label: t('shared'), href: sharesPath(locale, asOf), chosen: shares },
  ]
  return (
    <nav aria-label={t('measure')} className="flex gap-1 text-[0.9375rem] print:hidden">
      {choices.map(({ label, href, chosen }) => (
        <ViewLink key={href} href={href} aria-current={chosen ? 'true' : undefined} className="choice">
          {label}
        </ViewLink>
      ))}
    </nav>
  )
}

function TwinRow({
  row,
  shown,
  count,
  href,
  share,
}: {
  row: ChartRow
  shown: StatusKey[]
  count: number
  href: string
  /** How a part of a whole is written, where shares are asked for. Never of the whole agreement (METHOD). */
  share?: (part: number, whole: number) => string
}) {
  return (
    <tr className="border-line border-b last:border-0" data-domain={row.key}>
      <th scope="row" className="sticky left-0 bg-surface py-2 pr-3 text-left font-medium max-sm:max-w-36 print:static">
        {row.label}
      </th>
      {shown.map((key) => (
        <td key={key} className="px-2 py-2 text-right tabular-nums">
          {row.segments
            .filter((segment) => segment.status === key)
            .map((segment) => (
              <span key={segment.href} className="whitespace-nowrap">
                <Link
                  href={segment.href}
                  prefetch={false}
                  aria-label={segment.label}
                  className="ml-2 inline-flex items-center gap-1.5 px-1 no-underline hover:underline"
                >
                  {segment.halted && <StatusSwatch status={segment.status} hatched />}
                  {segment.count}
                </Link>
                {share && <span className="ml-1 text-ink-soft text-sm">{share(segment.count, count)}</span>}
              </span>
            ))}
        </td>
      ))}
      <td className="py-2 pl-2 text-right font-semibold tabular-nums">
        <Link
          href={href}
          prefetch={false}
          aria-label={`${row.label}: ${count}`}
          className="px-1 no-underline hover:underline"
        >
          {count}
        </Link>
      </td>
    </tr>
  )
}
