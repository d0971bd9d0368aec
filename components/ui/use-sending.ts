'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState, useTransition } from 'react'
import type { Problem } from '@/components/ui/form-context'
import { namesOf } from '@/components/ui/form-problems'

type Refusal = { done: false; code: string; problems: Problem[]; current: unknown }
type Answer<Value> = { done: true; value: Value } | Refusal

export type Sending<Value> = {
  action: (content: FormData) => Promise<Answer<Value>>
  /** Gets what was answered, and the key with which it was sent. */
  onDone: (value: Value, key: string) => void
  /** Called as well as showing what is wrong. */
  onRefused?: (refusal: Refusal) => void
}

/**
 * Sends a form to a server action, once at a time, and holds what was wrong with it. Sent twice without a change it carries
 * the same key, so that it is recorded once.
 */
export function useSending<Value>(form: string, { action, onDone, onRefused }: Sending<Value>) {
  const t = useTranslations('form')
  const [isPending, startTransition] = useTransition()
  const [problems, setProblems] = useState<readonly Problem[]>([])
  /** The names of the fields with a problem, as their labels say. */
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const sent = useRef({ typed: '', key: '' })
  /** True until the answer is there and, where it was accepted, the page is drawn. A refused form may be sent again at once. */
  const isSent = useRef(false)

  useEffect(() => {
    if (!isPending) isSent.current = false
  }, [isPending])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isSent.current) return
    isSent.current = true
    const { submitter } = event.nativeEvent as SubmitEvent
    const { currentTarget: element } = event
    const content = new FormData(element, submitter)
    const typed = JSON.stringify([...content])
    if (sent.current.typed !== typed) sent.current = { typed, key: randomKey() }
    content.set('submission', sent.current.key)
    startTransition(async () => {
      // Without an answer nobody knows whether it arrived. Sent again unchanged, it is recorded once.
      const answer = await action(content).catch(() => null)
      isSent.current = answer?.done === true
      if (answer === null) setProblems([{ field: null, message: t('lost') }])
      else if (answer.done)
        // In one step with the page that came with the answer: a form that closed sooner would uncover the old page.
        startTransition(() => {
          const { key } = sent.current
          sent.current = { typed: '', key: '' }
          delete element.dataset.touched
          setProblems([])
          onDone(answer.value, key)
        })
      else {
        setProblems(answer.problems)
        setNames(namesOf(form, answer.problems))
        onRefused?.(answer)
      }
    })
  }

  return { problems, names, isPending, submit }
}

/** 128 random bits; crypto.randomUUID is missing where a page is read over plain http on a local network. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
