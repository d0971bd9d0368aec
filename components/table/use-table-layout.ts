'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useOptimistic } from 'react'
import { LAYOUT_COOKIE, parseTableLayout, type TableLayout, tableLayoutText } from '@/lib/table-layout'
import { keepTaste, keptTaste } from '@/lib/taste'

/** What a change sets, given the present layout. */
type Change = (layout: TableLayout) => Partial<TableLayout>

/**
 * The layout that the page was rendered with, and a function that changes it: here at once, elsewhere when the page
 * refreshes. A change starts from the cookie, so that two quick changes from different components both last.
 */
export function useTableLayout(drawn: TableLayout): [TableLayout, (change: Change) => void] {
  const router = useRouter()
  const [layout, setLayout] = useOptimistic(drawn)

  function change(changeOf: Change) {
    const current = parseTableLayout(keptTaste(LAYOUT_COOKIE))
    const next = { ...current, ...changeOf(current) }
    keepTaste(LAYOUT_COOKIE, tableLayoutText(next))
    startTransition(() => {
      setLayout(next)
      router.refresh()
    })
  }

  return [layout, change]
}
