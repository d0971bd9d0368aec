import Link from 'next/link'
import { useLocale } from 'next-intl'
import { StatusBadge } from '@/components/marks/status-badge'
import type { Day } from '@/lib/day'
import { inLanguage } from '@/lib/locale'
import { itemPath } from '@/lib/paths'
import type { MarkedItem } from '@/lib/source'

/**
 * Each commitment marked in a paragraph, with its status: in the margin, or below the paragraph on narrow screens. Hidden
 * from screen readers and the keyboard, for which the marks themselves say the same.
 */
export function SourceNotes({ items, asOf }: { items: MarkedItem[]; asOf: Day | null }) {
  const locale = useLocale()
  return (
    <ul
      aria-hidden
      className="mb-6 space-y-1.5 border-line border-l-2 pl-3 text-sm leading-snug lg:mt-2 print:columns-2 print:border-0"
    >
      {items.map((item) => (
        <li key={item.ref} className="break-inside-avoid">
          <Link
            href={itemPath(locale, item.ref, asOf)}
            prefetch={false}
            tabIndex={-1}
            data-refs={item.ref}
            className="source-note grid grid-cols-[3.25rem_1fr] gap-x-2 rounded text-ink no-underline"
          >
            <span className="text-ink-soft tabular-nums">{item.ref}</span>
            <span className="flex flex-wrap items-center gap-x-3">
              <StatusBadge status={item.status} condition={item.condition} />
              <span className="text-ink-soft">{inLanguage(locale, item.titleZh, item.titleEn)}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
