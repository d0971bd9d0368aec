'use client'

import type { ReactNode } from 'react'
import { useForm } from '@/components/ui/form-context'
import { useIsReady } from '@/components/ui/use-is-ready'

/** Sends the form around it. Disabled until the page is hydrated, and dimmed until the answer is there. */
export function SubmitButton({
  children,
  name,
  value,
  label,
  isPlain = false,
}: {
  children: ReactNode
  name?: string
  value?: string
  /** Its accessible name, where there are several on a page. */
  label?: string
  /** Whether it is one of many on a page rather than the page's main button. */
  isPlain?: boolean
}) {
  const { isPending } = useForm()
  const isReady = useIsReady()
  return (
    <button
      type="submit"
      disabled={!isReady}
      name={name}
      value={value}
      aria-label={label}
      aria-disabled={isPending || undefined}
      className={
        isPlain
          ? 'field hover:bg-sunken aria-disabled:opacity-60'
          : 'min-h-10 rounded-md bg-accent px-4 py-1.5 font-semibold text-surface hover:brightness-110 aria-disabled:opacity-60'
      }
    >
      {children}
    </button>
  )
}
