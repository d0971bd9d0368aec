import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** Content that most readers do not need, collapsed under its title. */
export function Disclosure({ title, className, children }: { title: string; className?: string; children: ReactNode }) {
  return (
    <details className={className}>
      <summary className="inline-flex min-h-8 items-center gap-1 text-accent text-sm [details[open]>&>svg]:rotate-90">
        <ChevronRight aria-hidden className="size-4 motion-safe:transition-transform" />
        {title}
      </summary>
      {children}
    </details>
  )
}
