import type { ReactNode } from 'react'
import { Disclosure } from '@/components/ui/disclosure'

/** The numbers of a chart as a table, collapsed below it; wide tables scroll inside. */
export function Twin({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Disclosure title={title} className="mt-4 print:hidden">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={title} className="mt-2 overflow-x-auto">
        {children}
      </section>
    </Disclosure>
  )
}
