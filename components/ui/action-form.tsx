'use client'

import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { FormContext } from '@/components/ui/form-context'
import { FormProblems } from '@/components/ui/form-problems'
import { type Sending, useSending } from '@/components/ui/use-sending'

/**
 * A form that is sent to a server action and keeps what was typed until it was accepted, whatever happens on the way.
 * Ctrl+Enter sends it from any field. While it holds what was not accepted it is marked as touched, so that nothing reloads
 * the page under it. It cannot be sent before the page is ready.
 */
export function ActionForm<Value>({
  label,
  className,
  children,
  ...sending
}: Sending<Value> & {
  /** Its accessible name. */
  label: string
  className?: string
  children: ReactNode
}) {
  const id = useId()
  const { problems, names, isPending, submit } = useSending(id, sending)
  return (
    <FormContext value={{ id, problems, isPending }}>
      <form
        // Never in the address, whatever sends it.
        method="post"
        onSubmit={submit}
        onInput={({ currentTarget }) => {
          currentTarget.dataset.touched = ''
        }}
        onKeyDown={sendByKey}
        aria-label={label}
        aria-busy={isPending || undefined}
        noValidate
        className={className}
      >
        <FormProblems names={names} />
        {children}
      </form>
    </FormContext>
  )
}

function sendByKey(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
