'use client'

import { LogOut } from 'lucide-react'
import { unstable_rethrow } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { DiscardQuestion } from '@/components/ui/discard-question'
import { dropDraftsExcept, hasDrafts } from '@/components/ui/draft-store'
import type { Action } from '@/lib/action'

/**
 * A form that needs no JavaScript. What was typed in this tab and not sent goes with the one who signs out: not before they were
 * asked, and not before they are signed out.
 */
export function SignOutButton({ signOut, children }: { signOut: Action<never>; children: string }) {
  const t = useTranslations('form')
  const form = useRef<HTMLFormElement>(null)
  const [isPending, startTransition] = useTransition()
  const [isAsking, ask] = useState(false)
  const [hasFailed, fail] = useState(false)

  function leave() {
    ask(false)
    fail(false)
    startTransition(async () => {
      try {
        await signOut(new FormData(form.current ?? undefined))
      } catch (thrown) {
        if (leadsOn(thrown)) {
          dropDraftsExcept(null)
          throw thrown
        }
      }
      // Whoever is signed out is led to another page.
      startTransition(() => fail(true))
    })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isPending) return
    if (hasDrafts() || document.querySelector('form[data-touched]')) ask(true)
    else leave()
  }

  return (
    <>
      {/* Without JavaScript its result is never read. */}
      <form
        ref={form}
        action={signOut as unknown as (form: FormData) => Promise<void>}
        onSubmit={submit}
        aria-busy={isPending || undefined}
      >
        <button
          type="submit"
          aria-disabled={isPending || undefined}
          className="choice flex w-full items-center gap-2 text-left aria-disabled:opacity-60"
        >
          <LogOut aria-hidden className="size-4" />
          {children}
        </button>
        <p role="alert" className="max-w-64 px-2 text-sm">
          {hasFailed && t('notSignedOut')}
        </p>
      </form>
      {isAsking && (
        <DiscardQuestion
          note={t('signOutNote')}
          discard={t('discardAndSignOut')}
          onKeep={() => ask(false)}
          onDiscard={leave}
        />
      )}
    </>
  )
}

/** Whether what was thrown is Next's way to another page. */
function leadsOn(thrown: unknown): boolean {
  try {
    unstable_rethrow(thrown)
    return false
  } catch {
    return true
  }
}
