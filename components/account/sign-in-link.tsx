'use client'

import { LogIn } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Locale } from '@/lib/locale'
import { signInPath } from '@/lib/paths'

/** Pages that nobody comes back to after signing in; the addresses of some are secret. */
const LEFT_FOR_GOOD = /^\/[^/]+\/(sign-in|setup|join|password)(\/|$)/

/** To the place where one signs in, and from there back to this page as it is. */
export function SignInLink({ locale, className }: { locale: Locale; className?: string }) {
  const t = useTranslations('site')
  const path = usePathname()
  const query = useSearchParams().toString().replaceAll('%2C', ',')
  const next = LEFT_FOR_GOOD.test(path) ? undefined : query ? `${path}?${query}` : path
  return (
    <Link href={signInPath(locale, next)} prefetch={false} className={className}>
      <LogIn aria-hidden className="size-4 max-sm:hidden" />
      {t('signIn')}
    </Link>
  )
}
