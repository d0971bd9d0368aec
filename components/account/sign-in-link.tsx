'use client'

import { LogIn } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Locale } from '@/lib/locale'
import { signInPath } from '@/lib/paths'
import { ownQuery } from '@/lib/shared-address'

/** Pages that signing in does not return to; the addresses of some are secret. */
const LEFT_FOR_GOOD = /^\/[^/]+\/(sign-in|setup|join|password)(\/|$)/

/** Leads to the sign-in page, and from there back to this place of this view. */
export function SignInLink({ locale, className }: { locale: Locale; className?: string }) {
  const t = useTranslations('site')
  const path = usePathname()
  const query = ownQuery(useSearchParams())
  // No server is told the place within the page, and it can change without the page being drawn again.
  const [place, setPlace] = useState('')
  const keepPlace = () => setPlace(location.hash)
  const next = LEFT_FOR_GOOD.test(path) ? undefined : `${path}${query && `?${query}`}${place}`
  return (
    <Link
      href={signInPath(locale, next)}
      prefetch={false}
      onPointerEnter={keepPlace}
      onFocus={keepPlace}
      className={className}
    >
      <LogIn aria-hidden className="size-4 max-sm:hidden" />
      {t('signIn')}
    </Link>
  )
}
