import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Why nothing is marked in a text. */
export function SourceState({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children: ReactNode }) {
  return (
    <div className="mb-8 flex max-w-[43rem] gap-3 rounded-lg bg-sunken px-4 py-3 print:hidden">
      <Icon aria-hidden className="mt-1 size-5 shrink-0 text-ink-soft" strokeWidth={1.5} />
      <div>
        <p className="font-semibold">{title}</p>
        <p className="text-ink-soft">{children}</p>
      </div>
    </div>
  )
}
