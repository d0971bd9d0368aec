import { Info } from 'lucide-react'
import type { ReactNode } from 'react'

/** Something the reader should know before reading on; it never blocks the page. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <div role="note" className="mb-4 flex gap-3 rounded-lg border border-warn-line bg-warn px-4 py-3 text-[0.9375rem]">
      <Info aria-hidden className="mt-1 size-4 shrink-0" />
      <div className="min-w-0 [overflow-wrap:anywhere]">{children}</div>
    </div>
  )
}
