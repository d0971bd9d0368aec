'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useTransition } from 'react'

/**
 * A form whose fields become the query of `action`. Without JavaScript the browser submits it; with it, empty fields
 * stay out of the address and the page changes in place.
 */
export function GetForm({
  action,
  hidden,
  children,
  ...rest
}: {
  action: string
  /** Further parameters to keep, as a query string. */
  hidden: string
  children?: ReactNode
  id?: string
  role?: 'search'
  className?: string
}) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()

  function submit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    event.preventDefault()
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(event.currentTarget, submitter))
      if (typeof value === 'string' && value.trim()) query.set(name, value)
    startTransition(() => router.push(query.size ? `${action}?${query}` : action, { scroll: false }))
  }

  return (
    <form action={action} method="get" onSubmit={submit} aria-busy={isPending || undefined} {...rest}>
      {[...new URLSearchParams(hidden)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}
