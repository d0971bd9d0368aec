'use client'

import { Check } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useRef, useState, useTransition } from 'react'
import { announce, useRecorded } from '@/components/desk/recorded'
import { failureOf } from '@/components/ui/failure'
import type { Action } from '@/lib/action'

/** For how long undo is offered, in milliseconds. Afterwards a record can still be corrected. */
const UNDO_FOR = 10_000
/** How long a notice stays after it was last pointed at or focused, in milliseconds. */
const LINGERS = 2_000

/** Says what was recorded and offers to undo it for ten seconds, or longer while it is pointed at or focused. */
export function RecordedNotice({ undo }: { undo: Action<unknown> }) {
  const t = useTranslations('recorded')
  const recorded = useRecorded()
  const [answer, setAnswer] = useState<string | null>(null)
  const [isPending, startTransition] = useTransition()
  const notice = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!recorded) return
    setAnswer(null)
    return whenLeftAlone(notice, () => announce(null))
  }, [recorded])

  useEffect(() => {
    if (answer !== null) return whenLeftAlone(notice, () => setAnswer(null))
  }, [answer])

  function takeBack(undoes: string) {
    const fields = new FormData()
    fields.set('undoes', undoes)
    startTransition(async () => {
      const result = await undo(fields).catch(failureOf)
      if ('key' in result) setAnswer(t(`failed.${result.key}`, result.values))
      else setAnswer(result.done ? t('undone') : result.problems.map(({ message }) => message).join(' '))
      announce(null)
    })
  }

  const message = answer ?? recorded?.message
  return (
    <div
      ref={notice}
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex justify-center px-4 print:hidden"
    >
      {message && (
        <div className="panel pointer-events-auto flex items-center gap-4 px-4 py-2.5 shadow-xl">
          <p className="flex items-center gap-2">
            <Check aria-hidden className="size-4 shrink-0" />
            {message}
          </p>
          {recorded && answer === null && (
            <button
              type="button"
              disabled={isPending}
              onClick={() => takeBack(recorded.undoes)}
              className="min-h-9 shrink-0 rounded-md px-2 font-semibold text-accent underline disabled:opacity-60"
            >
              {t('undo')}
            </button>
          )}
        </div>
      )}
    </div>
  )
}

/** Calls back after UNDO_FOR, or once the notice is no longer pointed at or focused. Returns a function that cancels it. */
function whenLeftAlone(notice: RefObject<HTMLElement | null>, call: () => void): () => void {
  let timer = setTimeout(look, UNDO_FOR)
  function look() {
    if (notice.current?.matches(':hover, :focus-within')) timer = setTimeout(look, LINGERS)
    else call()
  }
  return () => clearTimeout(timer)
}
