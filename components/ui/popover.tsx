'use client'

import { type ReactNode, type SyntheticEvent, useId, useRef } from 'react'

/**
 * A button that opens a panel in the top layer, so that no scrolling box clips it. Opening, closing (on Escape or a press
 * elsewhere) and the tab order are the browser's own and work without JavaScript, which only places it at its button.
 */
export function Popover({
  label,
  className,
  button,
  children,
}: {
  label: string
  className: string
  /** What the button shows. */
  button: ReactNode
  /** Gets a function that closes the panel. */
  children: (close: () => void) => ReactNode
}) {
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)

  /** Runs before it is shown, so that it does not jump; moves it left as far as it needs to fit. */
  function standAtButton({ currentTarget: { style } }: SyntheticEvent<HTMLDivElement>) {
    const place = opener.current?.getBoundingClientRect()
    if (!place) return
    const top = Math.max(8, place.bottom + 4)
    style.margin = '0'
    style.inset = 'auto'
    style.top = `${top}px`
    style.left = `min(${Math.max(8, place.left)}px, 100vw - 18rem)`
    style.maxHeight = `calc(100dvh - ${top}px - 0.5rem)`
  }

  return (
    <>
      <button ref={opener} type="button" popoverTarget={id} aria-label={label} title={label} className={className}>
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        onBeforeToggle={standAtButton}
        className="panel m-auto w-max min-w-52 max-w-[17rem] overflow-y-auto p-1.5 text-left font-normal text-[0.9375rem] text-ink shadow-lg"
      >
        {children(() => panel.current?.hidePopover())}
      </div>
    </>
  )
}
