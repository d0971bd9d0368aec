import type { ReactNode } from 'react'

/** A section of the method, with an id to link to. */
export function MethodSection({
  id,
  title,
  note,
  children,
}: {
  id: string
  title: string
  note?: string
  children?: ReactNode
}) {
  return (
    <div className="border-line border-t pt-6 first:border-0 first:pt-0">
      <h2 id={id} className="scroll-mt-6 font-semibold text-xl">
        <a href={`#${id}`} className="text-ink no-underline hover:underline">
          {title}
        </a>
      </h2>
      {note && <p className="mt-2 max-w-prose">{note}</p>}
      {children}
    </div>
  )
}
