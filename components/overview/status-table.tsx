import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { StatusSwatch } from '@/components/marks/status-badge'
import type { ChartRow } from '@/components/overview/chart-row'
import type { StatusKey } from '@/lib/status'

/** A bar in numbers, with the count of its commitments and their address. */
type TableRow = ChartRow & { count: number; href: string }

/** The numbers of the bars, each a link to the rows it counts. */
export function StatusTable({
  rows,
  whole,
  shown,
  shares,
}: {
  rows: TableRow[]
  /** The whole agreement, in the last row. */
  whole: TableRow
  /** The statuses that have a column. */
  shown: StatusKey[]
  shares: boolean
}) {
  const t = useTranslations('dashboard')
  const status = useTranslations('status')
  const format = useFormatter()
  const percent = (part: number, of: number) => format.number(part / of, { style: 'percent' })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
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
          {rows.map((row) => (
            <StatusRow key={row.key} row={row} shown={shown} share={shares ? percent : undefined} />
          ))}
        </tbody>
        <tfoot>
          <StatusRow row={whole} shown={shown} />
        </tfoot>
      </table>
    </section>
  )
}

function StatusRow({
  row,
  shown,
  share,
}: {
  row: TableRow
  shown: StatusKey[]
  /** Formats a share of a domain, where shares are asked for. The whole agreement gets none (METHOD.md). */
  share?: (part: number, whole: number) => string
}) {
  const { count } = row
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
          href={row.href}
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
