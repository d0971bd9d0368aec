import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Why there is nothing to see here, and where to go instead. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  heading: Heading = 'h2',
}: {
  icon: LucideIcon
  title: string
  children: ReactNode
  action: ReactNode
  heading?: 'h1' | 'h2'
}) {
  return (
    <div className="panel mx-auto my-8 max-w-xl px-6 py-10 text-center">
      <Icon aria-hidden className="mx-auto mb-4 size-8 text-ink-soft" strokeWidth={1.5} />
      <Heading className="mb-2 text-xl font-semibold">{title}</Heading>
      <p className="mx-auto mb-6 max-w-prose text-ink-soft">{children}</p>
      {action}
    </div>
  )
}
