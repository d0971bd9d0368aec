'use client'

import { LogOut } from 'lucide-react'
import { useActionState } from 'react'
import type { Action } from '@/lib/action'

/** A form that needs no JavaScript. */
export function SignOutButton({ signOut, children }: { signOut: Action<never>; children: string }) {
  const [, send] = useActionState(signOut, null)
  return (
    <form action={send}>
      <button type="submit" className="choice flex w-full items-center gap-2 text-left">
        <LogOut aria-hidden className="size-4" />
        {children}
      </button>
    </form>
  )
}
