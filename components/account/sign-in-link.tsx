'use client'

import { LogIn } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { Locale } from '@/lib/locale'
import { signInPath } from '@/lib/paths'

/** Pages that signing in does not return to; the addresses of some are secret. */
const LEFT_FOR_GOOD = /^\/[^/]+\/(sign-in|setup|join|password)(\/|$)/

/** Leads to the sign-in page, and from there back to this view. */
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
