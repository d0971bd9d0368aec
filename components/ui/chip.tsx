import { X } from 'lucide-react'
import { ViewLink } from './view-link'

/** A filter in force, as a link that removes it. */
export function Chip({ href, label, description = label }: { href: string; label: string; description?: string }) {
  return (
    <ViewLink
      href={href}
      aria-label={description}
      className="inline-flex max-w-full items-center gap-1 rounded-2xl border border-line-strong bg-surface py-0.5 pr-1.5 pl-2.5 text-ink text-sm no-underline hover:bg-sunken"
    >
      {label}
      <X aria-hidden className="size-3.5 shrink-0 print:hidden" />
    </ViewLink>
  )
}
