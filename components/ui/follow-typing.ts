import { differs } from '@/components/ui/differs'
import { type Draft, dropDraft, keepDraft, withoutLanguage } from '@/components/ui/draft-store'
import {
  fillIn,
  hasSecret,
  namesOfEarly,
  openedIn,
  openValuesIn,
  type Values,
  valuesIn,
  wordsIn,
} from '@/components/ui/form-fields'
import { type FormDraft, NOT_SENT } from '@/components/ui/use-draft'

/** After so many rounds every field is filled in, also one that appears when another one is. */
const ROUNDS = 12
const CHANGES = ['input', 'change', 'click'] as const

export type Typing = {
  /** Whether the form holds something that was not there when it was opened. */
  isTouched: () => boolean
  /** Keeps what was typed up to now. */
  keep: () => void
  /** What the form holds is on record, and is what it was opened with from now on. */
  accept: () => void
  /** Forgets what was typed; the form is about to be left. */
  discard: () => void
  /** Forgets what was typed, and shows what the form was opened with. */
  startAgain: () => void
  /** Keeps what was typed up to now, and follows no more. */
  stop: () => void
}

/**
 * Keeps what is typed into a form as its draft, and fills in a draft that was kept before. While there is something in it that
 * was not sent, the form is marked as touched, so that nothing reloads the page under it.
 *
 * @param onFound gets when what was filled in was typed, and null when that is gone
 */
export function followTyping(
  form: HTMLFormElement,
  draft: FormDraft,
  onFound: (typedAt: number | null) => void,
): Typing {
  let opened = openedIn(form)
  /** The fields that were typed into before the page was ready, and so after any draft was kept. */
  const early = namesOfEarly(form)
  const told = {
    path: withoutLanguage(location.pathname),
    title: form.getAttribute('aria-label') ?? '',
    language: document.documentElement.lang,
  }
  /** What fields held that have appeared since. */
  let appeared: Values = []
  /** Fields that change now are drawn from what was recorded. */
  let isAccepted = false
  /** It is being left, and what it holds is given up. */
  let isLeft = false
  let isFilling = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const isTouched = () => !isLeft && differs(valuesIn(form), opened, appeared)

  function keep() {
    clearTimeout(timer)
    timer = undefined
    if (isFilling) return
    form.toggleAttribute('data-touched', isTouched())
    const fields = openValuesIn(form)
    if (isLeft || !differs(fields, opened, appeared)) return forget()
    if (draft.name === null) return
    const parts = Object.fromEntries([...draft.parts].map(([name, { value }]) => [name, value]))
    const sent = hasSecret(form) ? NOT_SENT : draft.sent
    keepDraft(draft.name, { at: Date.now(), fields, parts, sent, told: { ...told, words: wordsIn(form, opened) } })
  }

  function forget() {
    clearTimeout(timer)
    timer = undefined
    draft.forget()
    if (draft.name !== null) dropDraft(draft.name)
    onFound(null)
  }

  function accept() {
    forget()
    draft.sent = NOT_SENT
    isAccepted = true
    form.removeAttribute('data-touched')
    opened = valuesIn(form)
  }

  function discard() {
    forget()
    isLeft = true
    form.removeAttribute('data-touched')
  }

  /** Each round is drawn before the next: a field may appear, or change, when another one is filled in. */
  async function fill(values: Values) {
    isFilling = true
    for (let round = 0, still = 0; round < ROUNDS && still < 2 && form.isConnected; round += 1) {
      await new Promise((drawn) => setTimeout(drawn))
      still = fillIn(form, values) ? 0 : still + 1
    }
    isFilling = false
  }

  async function fillAgain({ at, fields, sent }: Draft) {
    draft.sent = sent
    await fill(fields.filter(([name]) => !early.has(name)))
    draft.forget()
    form.toggleAttribute('data-touched', isTouched())
    if (early.size > 0) keep()
    if (isTouched()) onFound(at)
  }

  async function startAgain() {
    discard()
    for (const { reset } of draft.parts.values()) reset()
    await fill(opened)
    isLeft = false
  }

  function noteFields() {
    if (isFilling) return
    if (isAccepted) opened = valuesIn(form)
    const known = new Set([...opened, ...appeared].map(([name]) => name))
    appeared = [...appeared, ...valuesIn(form).filter(([name]) => !known.has(name))]
  }

  function noteTyping({ type, isTrusted }: Event) {
    if (isFilling) return
    if (isTrusted && type !== 'click') isAccepted = isLeft = false
    // Once what depends on it is drawn.
    timer ??= setTimeout(keep)
  }

  const keepNow = () => {
    if (timer !== undefined) keep()
  }
  const rows = new MutationObserver(noteFields)
  rows.observe(form, { childList: true, subtree: true, attributeFilter: ['name'] })
  for (const change of CHANGES) form.addEventListener(change, noteTyping)
  window.addEventListener('pagehide', keepNow)

  function stop() {
    keepNow()
    rows.disconnect()
    for (const change of CHANGES) form.removeEventListener(change, noteTyping)
    window.removeEventListener('pagehide', keepNow)
  }

  const found = draft.found()
  if (found) fillAgain(found)
  // Once the form around has told of its parts.
  else if (early.size > 0) timer = setTimeout(keep)
  return { isTouched, keep, accept, discard, startAgain, stop }
}
