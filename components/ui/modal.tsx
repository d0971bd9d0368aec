'use client'

import { type KeyboardEvent, type ReactNode, type SyntheticEvent, useLayoutEffect, useRef } from 'react'

/**
 * A box over the page that has the focus to itself, and gives it back when it is gone. It closes itself never: Escape, and what
 * else a browser takes for that, calls `onEscape`, once, and the box stays until it is no longer drawn.
 */
export function Modal({
  label,
  description,
  role,
  onEscape,
  className,
  children,
}: {
  label: string
  /** The id of what says more. */
  description?: string
  role?: 'alertdialog'
  onEscape: () => void
  className: string
  children: ReactNode
}) {
  const box = useRef<HTMLDialogElement>(null)

  // Before the box is removed, since only then does the focus go back to where it was.
  useLayoutEffect(() => {
    const opened = box.current
    if (opened && !opened.open) opened.showModal()
    return () => opened?.close()
  }, [])

  /** Taken before the browser does: it asks to close for a date field and its dialog, and at the second time without a way back. */
  function escapeBy(event: KeyboardEvent<HTMLDialogElement>) {
    if (!isEscape(event)) return
    event.stopPropagation()
    // It closes what is open inside.
    if (box.current?.querySelector(':popover-open')) return
    event.preventDefault()
    onEscape()
  }

  /** A gesture or an assistive tool, not a key; or a list of choices inside, which is its own matter. */
  function cancel(event: SyntheticEvent<HTMLDialogElement>) {
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    onEscape()
  }

  /** Some browsers close it all the same when they ask for the second time. */
  function reopen(event: SyntheticEvent<HTMLDialogElement>) {
    if (event.target !== event.currentTarget || event.currentTarget.open) return
    event.currentTarget.showModal()
    onEscape()
  }

  return (
    <dialog
      ref={box}
      role={role}
      aria-label={label}
      aria-describedby={description}
      onKeyDown={escapeBy}
      onCancel={cancel}
      onClose={reopen}
      className={`panel m-auto overflow-y-auto text-ink shadow-xl backdrop:bg-black/45 ${className}`}
    >
      {children}
    </dialog>
  )
}

/** Whether Escape was pressed, and neither composes a word nor was taken by something inside. */
export const isEscape = ({ key, defaultPrevented, nativeEvent }: KeyboardEvent): boolean =>
  key === 'Escape' && !defaultPrevented && !nativeEvent.isComposing && nativeEvent.keyCode !== 229
