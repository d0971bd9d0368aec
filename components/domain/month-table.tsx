import { useLocale, useTranslations } from 'next-intl'
import { nameOf } from '@/components/domain/month-words'
import { Twin } from '@/components/ui/twin'
import type { FollowUpMonth } from '@/lib/series'

/** The bars as a table of numbers, collapsed at first. */
export function MonthTable({ months }: { months: FollowUpMonth[] }) {
  const t = useTranslations('domains')
  const locale = useLocale()
  return (
    <Twin title={t('asTable')}>
      <table className="w-full min-w-[22rem] text-[0.9375rem]">
        <thead>
          <tr className="border-line-strong border-b">
            <th scope="col" className="py-2 pr-3 text-left">
              {t('monthColumn')}
            </th>
            <th scope="col" className="py-2 pr-3 text-right">
              {t('direct')}
            </th>
            <th scope="col" className="py-2 text-right">
              {t('background')}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, direct, background }) => (
            <tr key={month} className="border-line border-b last:border-0">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                {nameOf(month, locale)}
              </th>
              <td className="py-1.5 pr-3 text-right tabular-nums">{direct}</td>
              <td className="py-1.5 text-right tabular-nums">{background}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Twin>
  )
}
