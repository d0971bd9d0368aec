import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DayText } from '@/components/marks/day-text'
import { StatusBadge } from '@/components/marks/status-badge'
import { Twin } from '@/components/ui/twin'
import type { Step } from '@/lib/series'
import { UNASSESSED } from '@/lib/status'

/** The line of one commitment, with its name in the table. */
export type StepLine = { ref: string; label: string; href: string | null; steps: Step[] }

/** The step lines as a table: which status, from which day to which. */
export function StepsTable({ lines }: { lines: StepLine[] }) {
  const t = useTranslations('domains')
  const locale = useLocale()
  const named = lines.length > 1
  return (
    <Twin title={t('asTable')}>
      <table className="w-full min-w-[34rem] text-[0.9375rem]">
        <thead>
          <tr className="border-line-strong border-b text-left">
            {named && <Head name={t('commitment')} />}
            <Head name={t('from')} />
            <Head name={t('until')} />
            <Head name={t('status')} />
          </tr>
        </thead>
        {lines.map(({ ref, label, href, steps }) => (
          <tbody key={ref} className="border-line border-b last:border-0">
            {steps.map((step, index) => (
              <tr key={step.from}>
                {named && index === 0 && (
                  <th scope="rowgroup" rowSpan={steps.length} className="py-1.5 pr-3 text-left align-top font-normal">
                    <span className="text-ink-soft tabular-nums">{ref}</span>{' '}
                    {href ? (
                      <Link href={href} prefetch={false}>
                        {label}
                      </Link>
                    ) : (
                      label
                    )}
                  </th>
                )}
                <td className="py-1.5 pr-3 align-top">
                  <DayText on={step.from} locale={locale} />
                </td>
                <td className="py-1.5 pr-3 align-top">
                  <DayText on={step.until} locale={locale} />
                </td>
                <td className="py-1.5 align-top">
                  <StatusBadge status={step.status === UNASSESSED ? null : step.status} condition={step.condition} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Twin>
  )
}

function Head({ name }: { name: string }) {
  return (
    <th scope="col" className="py-2 pr-3 font-semibold">
      {name}
    </th>
  )
}
