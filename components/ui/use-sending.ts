'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState, useTransition } from 'react'
import { failureOf } from '@/components/ui/failure'
import type { Problem } from '@/components/ui/form-context'
import { namesOf } from '@/components/ui/form-problems'
import type { FormDraft } from '@/components/ui/use-draft'

type Refusal = { done: false; code: string; problems: Problem[]; current: unknown }
type Answer<Value> = { done: true; value: Value } | Refusal

export type Sending<Value> = {
  action: (content: FormData) => Promise<Answer<Value>>
  /** Gets what was answered, and the key with which it was sent. */
  onDone: (value: Value, key: string) => void
  /** Called as well as showing what is wrong. */
  onRefused?: (refusal: Refusal) => void
  draft: FormDraft
  /** Called before it is sent, so that it counts once even if the page is loaded again before the answer. */
  keep: () => void
  /** Called before `onDone`: what the form holds is on record. */
  accept: () => void
}

/**
 * Sends a form to a server action, once at a time, and holds what was wrong with it. Sent twice without a change it carries
 * the same key, so that it is recorded once, also where the page was loaded again in between.
 */
export function useSending<Value>(form: string, { action, onDone, onRefused, draft, keep, accept }: Sending<Value>) {
  const t = useTranslations('form')
  const [isPending, startTransition] = useTransition()
  const [problems, setProblems] = useState<readonly Problem[]>([])
  /** The names of the fields with a problem, as their labels say. */
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  /** True until the answer is there and, where it was accepted, the page is drawn. A refused form may be sent again at once. */
  const isSent = useRef(false)

  /** The same, for what is drawn: a refused form may be changed at once, also while the page is drawn with what stands now. */
  const [isLocked, lock] = useState(false)

  useEffect(() => {
    if (isPending) return
    isSent.current = false
    lock(false)
  }, [isPending])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isSent.current) return
    isSent.current = true
    const { submitter } = event.nativeEvent as SubmitEvent
    const content = new FormData(event.currentTarget, submitter)
    const key = keyFor(draft, content)
    content.set('submission', key)
    keep()
    lock(true)
    startTransition(async () => {
      const answer = await action(content).catch(failureOf)
      if ('key' in answer) {
        isSent.current = false
        lock(false)
        const { key: sentence, values, remedy } = answer
        setProblems([{ field: null, message: t(sentence, values), ...(remedy && { remedy }) }])
        return
      }
      isSent.current = answer.done
      if (!answer.done) lock(false)
      if (answer.done)
        // In one step with the page that came with the answer: a form that closed sooner would uncover the old page.
        startTransition(() => {
          accept()
          setProblems([])
          onDone(answer.value, key)
        })
      else {
        setProblems(withRemedy(answer))
        setNames(namesOf(form, answer.problems))
        onRefused?.(answer)
      }
    })
  }

  return { problems, names, isPending, isLocked, submit }
}

const withRemedy = ({ code, problems }: Refusal): Problem[] =>
  code === 'UNAUTHENTICATED' ? problems.map((problem) => ({ ...problem, remedy: 'signIn' })) : problems

/** The key of what is sent: another one only where that is something else than before. */
function keyFor(draft: FormDraft, content: FormData): string {
  const typed = JSON.stringify([...content])
  if (draft.sent.typed !== typed) draft.sent = { typed, key: randomKey() }
  return draft.sent.key
}

/** 128 random bits; crypto.randomUUID is missing where a page is read over plain http on a local network. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
