'use client'

import { LogOut } from 'lucide-react'
import { dropDraftsExcept } from '@/components/ui/draft-store'
import type { Action } from '@/lib/action'

/** A form that needs no JavaScript. What was typed and not sent goes with the one who signs out. */
export function SignOutButton({ signOut, children }: { signOut: Action<never>; children: string }) {
  return (
    // It answers with a redirect, so its result is never read.
    <form action={signOut as unknown as (form: FormData) => Promise<void>} onSubmit={() => dropDraftsExcept(null)}>
      <button type="submit" className="choice flex w-full items-center gap-2 text-left">
        <LogOut aria-hidden className="size-4" />
        {children}
      </button>
    </form>
  )
}
