'use client'

import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useEffect, useRef } from 'react'
import { Modal } from '@/components/ui/modal'

/** A form in a dialog: whether something was typed there, and how it is left (FormContext). */
type Inside = { isTouched: () => boolean; leave: (goOn: () => void) => void }

type Around = {
  /** Tells the dialog of a form in it; returns a function that takes that back. */
  tellOf: (form: Inside) => () => void
  /** Goes back to the page below, once. */
  goBack: () => void
}

/** The dialog around; null where there is none. */
export const DialogContext = createContext<Around | null>(null)

/**
 * A page shown over the one it was opened from; closing it goes back there. Where something was typed, Escape, Cancel and the
 * browser's Back ask first. A press outside does nothing.
 */
export function Dialog({
  label,
  belowHref,
  children,
}: {
  label: string
  /** Where closing leads if the tab has no page below. */
  belowHref: string
  children: ReactNode
}) {
  const router = useRouter()
  const forms = useRef(new Set<Inside>())
  const isClosing = useRef(false)

  const isTouched = () => [...forms.current].some((form) => form.isTouched())

  const tellOf = (form: Inside) => {
    forms.current.add(form)
    return () => {
      forms.current.delete(form)
    }
  }

  /** Each form with something in it asks; once all of it may go, `goOn` is called. */
  const leave = (goOn: () => void) => [...forms.current].reduceRight((next, form) => () => form.leave(next), goOn)()

  function goBack() {
    if (isClosing.current) return
    isClosing.current = true
    const { navigation } = window as { navigation?: Navigation }
    if (navigation?.canGoBack ?? history.length > 1) router.back()
    else router.replace(belowHref)
  }

  // Where browsers do not tell of it beforehand, what was typed is kept as a draft.
  useEffect(() => {
    const { navigation } = window as { navigation?: Navigation }
    const ask = (event: NavigateEvent) => {
      if (event.navigationType !== 'traverse' || !event.cancelable || !isTouched()) return
      event.preventDefault()
      leave(() => navigation?.traverseTo(event.destination.key))
    }
    navigation?.addEventListener('navigate', ask)
    return () => navigation?.removeEventListener('navigate', ask)
  })

  return (
    <DialogContext value={{ tellOf, goBack }}>
      <Modal
        label={label}
        onEscape={() => leave(goBack)}
        className="max-h-[calc(100dvh-2rem)] w-[min(56rem,calc(100vw-1rem))] p-4 sm:p-6"
      >
        {children}
      </Modal>
    </DialogContext>
  )
}
