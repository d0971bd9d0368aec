'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'

/**
 * A page shown over the one it was opened from; closing it goes back there. A press outside does not discard what was typed;
 * only Escape or a button does.
 */
export function Dialog({
  label,
  discard,
  children,
}: {
  label: string
  /** The question whether to discard what was typed. */
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
        // Escape inside an open list of choices closes only the list.
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
