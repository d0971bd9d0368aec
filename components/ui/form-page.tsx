import type { ReactNode } from 'react'

/** A page that is one form: its title and the form. */
export function FormPage({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-md py-4 sm:py-8">
      <h1 className="font-semibold text-2xl">{title}</h1>
      <p className="mt-2 mb-6 text-ink-soft">{lead}</p>
      {children}
    </div>
  )
}
