import type { ReactNode } from 'react'

/** A panel of the overview with what happened last, newest first. */
export function LatestList({
  id,
  title,
  note,
  none,
  rows,
  isDense = false,
}: {
  /** Of its heading. */
  id: string
  title: string
  note: string
  /** What is said where there are no rows. */
  none: string
  rows: readonly { key: string; content: ReactNode }[]
  isDense?: boolean
}) {
  return (
    <section aria-labelledby={id} className="panel p-4 sm:p-6">
      <h2 id={id} className="font-semibold text-xl">
        {title}
      </h2>
      <p className={`mt-1 mb-2 text-ink-soft${isDense ? ' text-sm' : ''}`}>{note}</p>
      {rows.length === 0 && <p>{none}</p>}
      <ol className="divide-y divide-line">
        {rows.map(({ key, content }) => (
          <li key={key} className={isDense ? 'py-2.5' : 'py-3'}>
            {content}
          </li>
        ))}
      </ol>
    </section>
  )
}
