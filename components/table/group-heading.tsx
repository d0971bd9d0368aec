import { useTranslations } from 'next-intl'
import type { Segment } from '@/lib/summary'

/** The heading of a group: its name, its count, and its statuses as a bar. */
export function GroupHeading({
  label,
  count,
  segments,
  span,
}: {
  label: string
  count: number
  segments: Segment[]
  span: number
}) {
  const t = useTranslations()
  return (
    <tr>
      <th
        scope="rowgroup"
        colSpan={span}
        className="border-line border-b bg-accent-soft px-3 py-2 text-left font-semibold"
      >
        <span className="sticky left-3 inline-flex flex-wrap items-center gap-x-3">
          {label}
          <span className="font-normal text-ink-soft">{t('table.groupCount', { count })}</span>
          <span className="inline-flex h-2.5 w-28 overflow-hidden rounded-full bg-sunken ring-1 ring-line-strong/50 print:[print-color-adjust:exact]">
            {segments.map((segment) => (
              <span
                key={`${segment.status} ${segment.halted}`}
                title={t('table.groupPart', { status: t(`status.${segment.status}.label`), count: segment.count })}
                className={segment.halted ? 'hatched' : ''}
                style={{ backgroundColor: `var(--status-${segment.status})`, flexGrow: segment.count }}
              />
            ))}
          </span>
        </span>
      </th>
    </tr>
  )
}
