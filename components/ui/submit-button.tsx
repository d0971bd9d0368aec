'use client'

import type { ReactNode } from 'react'
import { useForm } from '@/components/ui/form-context'
import { useIsReady } from '@/components/ui/use-is-ready'

/** Sends the form it stands in; not before the page is ready, and looking pressed until the answer is there. */
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
  /** What a screen reader calls it, where there are several. */
  label?: string
  /** One of many on a page, rather than what the page is for. */
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
