'use client'

import { useLocale } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { dropDraftsExcept } from '@/components/ui/draft-store'
import { OwnerContext, ownedBy } from '@/components/ui/use-draft'
import type { Locale } from '@/lib/locale'
import { signInPath } from '@/lib/paths'

/** Keeps what a person types into forms for that person alone; what somebody else typed in this tab before is forgotten. */
export function DraftsOf({ person, children }: { person: string | null; children: ReactNode }) {
  const signInHref = signInPath(useLocale() as Locale)
  useEffect(() => {
    if (person !== null) dropDraftsExcept(ownedBy(person))
  }, [person])
  return <OwnerContext value={person === null ? null : { id: person, signInHref }}>{children}</OwnerContext>
}
