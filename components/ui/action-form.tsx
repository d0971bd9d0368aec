'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import {
  createContext,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
  useTransition,
} from 'react'
import { useIsReady } from '@/components/ui/use-is-ready'

type Problem = { field: string | null; message: string }
type Refusal = { done: false; code: string; problems: Problem[]; current: unknown }
type Answer<Value> = { done: true; value: Value } | Refusal

type Form = { id: string; problems: readonly Problem[]; isPending: boolean }
const FormContext = createContext<Form>({ id: '', problems: [], isPending: false })

/** The form that a field stands in: what is wrong with it, and whether it is being sent. */
export const useForm = (): Form => useContext(FormContext)

/**
 * A form that is sent to a server action and keeps what was typed until it was accepted, whatever happens on the way.
 * Sent twice without a change it carries the same key, so that it is recorded once. Ctrl+Enter sends it from any field.
 * Until then it is marked as touched, for whoever would draw the page anew. It cannot be sent before the page is ready.
 */
export function ActionForm<Value>({
  action,
  onDone,
  onRefused,
  label,
  className,
  children,
}: {
  action: (form: FormData) => Promise<Answer<Value>>
  /** Gets what was answered, and the key with which it was sent. */
  onDone: (value: Value, key: string) => void
  /** Besides showing what is wrong. */
  onRefused?: (refusal: Refusal) => void
  /** What a screen reader calls it. */
  label: string
  className?: string
  children: ReactNode
}) {
  const t = useTranslations('form')
  const id = useId()
  const [isPending, startTransition] = useTransition()
  const [problems, setProblems] = useState<readonly Problem[]>([])
  /** As the labels of the fields have it, for what is said away from them. */
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const sent = useRef({ content: '', key: '' })
  /** Until the answer is there and, where it was accepted, drawn: what is drawn anew after a refusal holds up nobody. */
  const isSent = useRef(false)
  const summary = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!isPending) isSent.current = false
  }, [isPending])

  // After the problems are drawn, so that they are read out.
  useEffect(() => {
    if (problems.length > 0) summary.current?.focus()
  }, [problems])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isSent.current) return
    isSent.current = true
    const { submitter } = event.nativeEvent as SubmitEvent
    const { currentTarget: element } = event
    const form = new FormData(element, submitter)
    const content = JSON.stringify([...form])
    if (sent.current.content !== content) sent.current = { content, key: randomKey() }
    form.set('submission', sent.current.key)
    startTransition(async () => {
      // Without an answer nobody knows whether it arrived: sent again as it is, it counts once.
      const answer = await action(form).catch(() => null)
      isSent.current = answer?.done === true
      if (answer === null) setProblems([{ field: null, message: t('lost') }])
      else if (answer.done)
        // Together with the page that came with the answer: what closed before it would show what was there until then.
        startTransition(() => {
          const { key } = sent.current
          sent.current = { content: '', key: '' }
          delete element.dataset.touched
          setProblems([])
          onDone(answer.value, key)
        })
      else {
        setProblems(answer.problems)
        setNames(namesOf(id, answer.problems))
        onRefused?.(answer)
      }
    })
  }

  function sendByKey(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }

  return (
    <FormContext value={{ id, problems, isPending }}>
      <form
        // Never in the address, whoever sends it.
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
        {problems.length > 0 && (
          <div
            ref={summary}
            tabIndex={-1}
            role="alert"
            className="mb-4 flex gap-3 rounded-md border border-warn-line bg-warn px-4 py-3"
          >
            <CircleAlert aria-hidden className="mt-1 size-5 shrink-0" />
            <ul className="space-y-1">
              {problems.map(({ field, message }) => (
                <li key={`${field} ${message}`}>
                  {field === null || !names.has(field) ? (
                    message
                  ) : (
                    <a
                      href={`#${fieldId(id, field)}`}
                      onClick={(event) => {
                        // Followed, it would add to the history, and leaving the form would only undo that.
                        event.preventDefault()
                        document.getElementById(fieldId(id, field))?.focus()
                      }}
                    >
                      {t('about', { field: names.get(field) ?? '', message })}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
        {children}
      </form>
    </FormContext>
  )
}

/** The id of the control of a field, for its label, its problem and links to it. */
export const fieldId = (form: string, name: string): string => `${form}-${name.replace(/[^\w-]/g, '-')}`

function namesOf(form: string, problems: readonly Problem[]): Map<string, string> {
  const names = new Map<string, string>()
  for (const { field } of problems) {
    if (field === null) continue
    const own = fieldId(form, field)
    const name = document.querySelector(`label[for="${own}"], fieldset[id="${own}"] > legend`)?.textContent
    if (name) names.set(field, name)
  }
  return names
}

/** 128 random bits; crypto.randomUUID is missing where a page is read over plain http on a local network. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function SubmitButton({
  children,
  name,
  value,
  label,
  isPlain = false,
}: {
  children: ReactNode
  name?: string
  value?: string
  /** What a screen reader calls it, where there are several. */
  label?: string
  /** One of many on a page, rather than what the page is for. */
  isPlain?: boolean
}) {
  const { isPending } = useForm()
  const isReady = useIsReady()
  return (
    <button
      type="submit"
      disabled={!isReady}
      name={name}
      value={value}
      aria-label={label}
      aria-disabled={isPending || undefined}
      className={
        isPlain
          ? 'field hover:bg-sunken aria-disabled:opacity-60'
          : 'min-h-10 rounded-md bg-accent px-4 py-1.5 font-semibold text-surface hover:brightness-110 aria-disabled:opacity-60'
      }
    >
      {children}
    </button>
  )
}
