'use client'

import {
  type KeyboardEvent,
  type ReactNode,
  type SyntheticEvent,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { DialogContext } from '@/components/ui/dialog'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { DraftNotice } from '@/components/ui/draft-notice'
import { FormContext } from '@/components/ui/form-context'
import { FormProblems } from '@/components/ui/form-problems'
import { isEscape } from '@/components/ui/modal'
import { type FormDraft, useDraft } from '@/components/ui/use-draft'
import { type Sending, useSending } from '@/components/ui/use-sending'
import { useTyping } from '@/components/ui/use-typing'

/**
 * A form that is sent to a server action and keeps what was typed until it was accepted, whatever happens on the way: also when
 * the page is left, reloaded or loaded from a newer build, as a draft. Ctrl+Enter sends it from any field. While it holds what
 * was not accepted it is marked as touched, so that nothing reloads the page under it. It cannot be sent before the page is ready,
 * nor changed while it is being sent.
 */
export function ActionForm<Value>({
  label,
  draft: own,
  onLeave,
  className,
  children,
  ...sending
}: Omit<Sending<Value>, 'draft' | 'keep' | 'accept'> & {
  /** Its accessible name. */
  label: string
  /** What keeps what is typed (useDraft); null for a form that is only a button. */
  draft: FormDraft | null
  /** Called for Escape, where a form on a page is closed by that; asks first if something was typed. */
  onLeave?: () => void
  className?: string
  children: ReactNode
}) {
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const none = useDraft(null)
  const draft = own ?? none
  const { typing, from } = useTyping(form, draft)
  const { problems, names, isPending, isLocked, submit } = useSending(id, {
    ...sending,
    draft,
    keep: () => typing.current?.keep(),
    accept: () => typing.current?.accept(),
  })
  const [leaving, setLeaving] = useState<{ goOn: () => void } | null>(null)
  const dialog = useContext(DialogContext)

  const leave = (goOn: () => void) => (typing.current?.isTouched() ? setLeaving({ goOn }) : goOn())

  useEffect(() => dialog?.tellOf({ isTouched: () => typing.current?.isTouched() ?? false, leave }))

  function discard(goOn: () => void) {
    typing.current?.discard()
    setLeaving(null)
    goOn()
  }

  function keyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (onLeave && isEscape(event)) {
      event.preventDefault()
      leave(onLeave)
    } else sendByKey(event)
  }

  return (
    <FormContext value={{ id, problems, isPending, isLocked, draft, leave }}>
      <form
        ref={form}
        // Never in the address, whatever sends it.
        method="post"
        onSubmit={submit}
        onKeyDown={keyDown}
        // What is changed while it is sent would be part of nothing.
        {...(isLocked && { onKeyDownCapture: keepChoice, onMouseDownCapture: keepChoice, onClickCapture: keepTicks })}
        aria-label={label}
        aria-busy={isPending || undefined}
        noValidate
        className={className}
      >
        {from !== null && <DraftNotice typedAt={from} onStartAgain={() => typing.current?.startAgain()} />}
        <FormProblems names={names} />
        {children}
      </form>
      {leaving && <DiscardQuestion onKeep={() => setLeaving(null)} onDiscard={() => discard(leaving.goOn)} />}
    </FormContext>
  )
}

/** Text is read-only meanwhile (fields.tsx), but HTML has no such thing for a choice. */
function keepChoice(event: SyntheticEvent) {
  const isWayOut = 'key' in event && /^(Tab|Escape)$/.test(String(event.key))
  if (!isWayOut && event.target instanceof HTMLSelectElement) event.preventDefault()
}

/** Nor for what is ticked or pressed: only what leaves the form goes on. */
function keepTicks(event: SyntheticEvent) {
  if (!(event.target instanceof Element && event.target.closest(CHANGES))) return
  event.preventDefault()
  event.stopPropagation()
}
const CHANGES = ':is([type=checkbox], [type=radio], button[type=button]:not([data-leaves]))'

function sendByKey(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
