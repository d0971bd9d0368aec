'use client'

import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'

/** A button that opens a panel below it. Opens without JavaScript; with it, Escape and leaving close it. */
export function Menu({
  label,
  name,
  detail,
  icon,
  children,
}: {
  label: string
  /** Its accessible name, where the label alone says too little. */
  name?: string
  detail?: string
  icon?: ReactNode
  children: ReactNode
}) {
  const details = useRef<HTMLDetailsElement>(null)
  const close = () => details.current?.removeAttribute('open')

  /** Opens to the left where there is no room on the right. */
  function keepInSight() {
    const panel = details.current?.querySelector<HTMLElement>('[data-panel]')
    if (!panel) return
    delete panel.dataset.end
    if (panel.getBoundingClientRect().right > document.documentElement.clientWidth) panel.dataset.end = ''
  }

  // It may have been opened before hydration.
  useEffect(keepInSight, [])

  function closeOnEscape(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !details.current?.open) return
    // It was for the menu, and for nothing around it.
    event.preventDefault()
    close()
    details.current.querySelector('summary')?.focus()
  }

  return (
    <details
      ref={details}
      className="group relative"
      onKeyDown={closeOnEscape}
      onToggle={keepInSight}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close()
      }}
    >
      <summary aria-label={name} className="field flex items-center gap-1.5 whitespace-nowrap">
        {icon}
        <span className={icon ? 'max-w-32 truncate max-sm:sr-only' : undefined}>{label}</span>
        {detail && <span className="rounded bg-accent-soft px-1.5 text-sm text-accent">{detail}</span>}
        <ChevronDown
          aria-hidden
          className="size-4 text-ink-soft motion-safe:transition-transform group-open:rotate-180"
        />
      </summary>
      <div
        data-panel
        className="panel absolute left-0 data-[end]:right-0 data-[end]:left-auto z-30 mt-1 max-h-96 w-max max-w-[min(22rem,86vw)] min-w-52 overflow-y-auto p-1.5 shadow-lg max-sm:fixed max-sm:inset-x-4 max-sm:bottom-4 max-sm:w-auto max-sm:max-w-none"
      >
        {children}
      </div>
    </details>
  )
}
