import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CountedLink } from '@/components/marks/counted-link'

/** A value of a field: what it is called, in the data and to readers, what it means, and how many items have it. */
export type Term = {
  code: string
  label: string
  mark?: ReactNode
  definition: string
  extra?: string
  band?: string
  counted?: { count: number; href: string }
}

/** Terms as a table, without the columns that no term fills. */
export function MethodTerms({ name, terms }: { name: string; terms: Term[] }) {
  const t = useTranslations('method')
  const banded = terms.some((term) => term.band !== undefined)
  const counted = terms.some((term) => term.counted)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section tabIndex={0} aria-label={name} className="panel mt-4 overflow-x-auto">
      <table className="w-full border-collapse text-[0.9375rem]">
        <thead>
          <tr className="bg-sunken text-left align-bottom">
            <th scope="col" className="border-line border-b px-3 py-2">
              {t('term')}
            </th>
            <th scope="col" className="border-line border-b px-3 py-2">
              {t('meaning')}
            </th>
            {banded && (
              <th scope="col" className="border-line border-b px-3 py-2 whitespace-nowrap">
                {t('statuses.band')}
              </th>
            )}
            {counted && (
              <th scope="col" className="border-line border-b px-3 py-2 text-right whitespace-nowrap">
                {t('count')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {terms.map(({ code, label, mark, definition, extra, band, counted: own }) => (
            <tr key={code} className="border-line border-b break-inside-avoid last:border-0">
              <th scope="row" className="w-52 px-3 py-2 text-left align-top font-medium max-sm:w-32">
                <span className="flex items-center gap-1.5">
                  {mark}
                  {label}
                </span>
                <code className="block font-normal text-ink-soft text-xs [overflow-wrap:anywhere]">{code}</code>
              </th>
              <td className="min-w-40 px-3 py-2 align-top">
                {definition}
                {extra && <span className="block text-ink-soft text-sm">{extra}</span>}
              </td>
              {banded && <td className="px-3 py-2 align-top whitespace-nowrap tabular-nums">{band}</td>}
              {counted && (
                <td className="px-3 py-2 text-right align-top">
                  {own && <CountedLink count={own.count} name={label} href={own.href} />}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
