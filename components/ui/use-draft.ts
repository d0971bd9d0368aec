'use client'

import {
  createContext,
  type Dispatch,
  type SetStateAction,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type Draft, findDraft } from '@/components/ui/draft-store'

/** Whose drafts are kept, and where one signs in; null where nobody is signed in. */
type Owner = { id: string; signInHref: string } | null
export const OwnerContext = createContext<Owner>(null)

type Part = { value: unknown; reset: () => void }

/** What is kept of a form that is open. */
export type FormDraft = {
  /** What it is kept under; null where nothing is kept. */
  name: string | null
  /** What was kept when it was opened; null where there was nothing, or that was sent or discarded. */
  found: () => Draft | null
  forget: () => void
  parts: Map<string, Part>
  sent: Draft['sent']
}

/** As nothing is that was sent. */
export const NOT_SENT: Draft['sent'] = { typed: '', key: '' }

/**
 * Keeps what is typed into a form in this tab until it is sent or discarded, and offers it when the form is opened again, to
 * the same person. Passwords are never kept.
 *
 * @param of the form and what it is about, the same in every language, such as `rename t-01`; null for one without a field
 */
export function useDraft(of: string | null): FormDraft {
  const name = useDraftName(of)
  return useMemo(() => draftOf(name), [name])
}

/** What is kept where no form is around. */
export const NO_DRAFT: FormDraft = draftOf(null)

/** Whether something was typed into this form in this tab and not sent; false until the page is ready. */
export function useHasDraft(of: string): boolean {
  const name = useDraftName(of)
  const [has, setHas] = useState(false)
  useLayoutEffect(() => setHas(name !== null && findDraft(name) !== null), [name])
  return has
}

function useDraftName(of: string | null): string | null {
  const owner = useContext(OwnerContext)
  return of === null ? null : `${ownedBy(owner?.id ?? null)}${of}`
}

/** What the names of somebody's drafts begin with. */
export const ownedBy = (id: string | null): string => `${id ?? 'nobody'} `

function draftOf(name: string | null): FormDraft {
  let found: Draft | null | undefined
  return {
    name,
    found: () => {
      if (found === undefined) found = name === null ? null : findDraft(name)
      return found
    },
    forget: () => {
      found = null
    },
    parts: new Map(),
    sent: NOT_SENT,
  }
}

/** A state that is kept with a form's draft, for what its fields do not say: what it was opened with, or how many rows it has. */
export function useKept<Value>(
  draft: FormDraft,
  name: string,
  initial: Value | (() => Value),
): [Value, Dispatch<SetStateAction<Value>>] {
  const [value, setValue] = useState(initial)
  const opened = useRef(value)

  useLayoutEffect(() => {
    const kept = draft.found()?.parts[name]
    if (kept !== undefined) setValue((present) => completed(present, kept))
    return () => {
      draft.parts.delete(name)
    }
  }, [draft, name])
  useLayoutEffect(() => {
    draft.parts.set(name, { value, reset: () => setValue(opened.current) })
  })
  return [value, setValue]
}

/** What was kept; a field that has been added to the form since then has what it has now. */
function completed<Value>(present: Value, kept: unknown): Value {
  const isRecord = (one: unknown): one is object => typeof one === 'object' && one !== null && !Array.isArray(one)
  return (isRecord(present) && isRecord(kept) ? { ...present, ...kept } : kept) as Value
}
