'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import type { MouseEvent } from 'react'
import type { ItemField } from '@/lib/commitment'
import { changed, type Filter, sortAfterPress, sortText } from '@/lib/filter'
import { tablePath } from '@/lib/paths'

/** The form that a heading's button submits; it carries the rest of the view (components/table/view-controls.tsx). */
export const SORT_FORM = 'sort'

/** Sorts by a column; with Shift, as a further key. */
export function SortButton({
  label,
  field,
  sorted,
  nth,
  dense,
  filter,
}: {
  label: string
  field: ItemField
  sorted: false | 'asc' | 'desc'
  /** Its place among several sort keys, from 1; 0 where there is only one. */
  nth: number
  dense: boolean
  filter: Filter
}) {
  const router = useRouter()
  const locale = useLocale()
  const t = useTranslations('table')
  const next = sortText(sortAfterPress(filter.sort, field, false))
  const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown

  function addKey(event: MouseEvent) {
    if (!event.shiftKey) return
    event.preventDefault()
    const sort = sortAfterPress(filter.sort, field, true)
    router.push(tablePath(locale, changed(filter, { sort })), { scroll: false })
  }

  return (
    <button
      type="submit"
      form={SORT_FORM}
      name={next ? 'sort' : undefined}
      value={next || undefined}
      onClick={addKey}
      title={t('sortHint')}
      className={`flex min-w-0 grow items-center gap-1 pr-1 pl-3 text-left hover:bg-line/60 focus-visible:-outline-offset-2 ${dense ? 'py-1.5' : 'py-2.5'}`}
    >
      {label}
      {sorted && <Arrow aria-hidden className="size-3.5 shrink-0 text-accent" />}
      {sorted && nth > 0 && <span className="text-ink-soft text-xs">{nth}</span>}
    </button>
  )
}
