'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'

/**
 * A page shown over the one it was opened from; closing it goes back there. What was typed is not thrown away by a press
 * beside it, only by Escape or a button.
 */
export function Dialog({
  label,
  discard,
  children,
}: {
  label: string
  /** Asks whether to throw away what was typed. */
  discard: string
  children: ReactNode
}) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const touched = useRef(false)

  useEffect(() => {
    const opened = dialog.current
    if (opened && !opened.open) opened.showModal()
    return () => opened?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onInput={() => {
        touched.current = true
      }}
      onCancel={(event) => {
        // Escape inside a list of choices closes the list alone.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        if (!touched.current || confirm(discard)) router.back()
      }}
      className="panel m-auto max-h-[calc(100dvh-2rem)] w-[min(56rem,calc(100vw-1rem))] overflow-y-auto p-4 text-ink shadow-xl backdrop:bg-black/45 sm:p-6"
    >
      {children}
    </dialog>
  )
}
