import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** The numbers of a drawing as a table, folded away below it; wide ones scroll inside. */
export function Twin({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="group mt-4 print:hidden">
      <summary className="inline-flex items-center gap-1 py-1 text-accent text-sm">
        <ChevronRight aria-hidden className="size-4 motion-safe:transition-transform group-open:rotate-90" />
        {title}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={title} className="mt-2 overflow-x-auto">
        {children}
      </section>
    </details>
  )
}
