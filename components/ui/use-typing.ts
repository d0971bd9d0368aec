'use client'

import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { followTyping, type Typing } from '@/components/ui/follow-typing'
import type { FormDraft } from '@/components/ui/use-draft'

/** Follows what is typed into a form. `from` is when what is filled in again was typed; null where nothing was. */
export function useTyping(form: RefObject<HTMLFormElement | null>, draft: FormDraft) {
  const [from, setFrom] = useState<number | null>(null)
  const typing = useRef<Typing | null>(null)
  useLayoutEffect(() => {
    if (!form.current) return
    const followed = followTyping(form.current, draft, setFrom)
    typing.current = followed
    return followed.stop
  }, [form, draft])
  return { typing, from }
}
