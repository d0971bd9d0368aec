import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { AccountMenu } from '@/components/account/account-menu'
import { SignInLink } from '@/components/account/sign-in-link'
import { LanguageLink } from '@/components/site/language-link'
import { NavLink } from '@/components/site/nav-link'
import { ThemeSelect } from '@/components/site/theme-select'
import type { Person } from '@/lib/account'
import type { Action } from '@/lib/action'
import type { Locale } from '@/lib/locale'
import type { Theme } from '@/lib/theme'

export function SiteHeader({
  locale,
  theme,
  person,
  signOut,
}: {
  locale: Locale
  theme: Theme
  /** Who is signed in; null for nobody, undefined while the database is away and it is not known. */
  person: Person | null | undefined
  signOut: Action<never>
}) {
  const t = useTranslations('site')
  const name = useTranslations()
  return (
    <header className="border-line border-b bg-surface print:hidden">
      <div className="mx-auto flex max-w-[100rem] flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 max-sm:gap-x-2 sm:px-6">
        <Link
          href={`/${locale}`}
          className="whitespace-nowrap font-semibold font-serif text-ink text-lg no-underline max-sm:text-base"
        >
          {t('name')}
        </Link>
        <nav
          aria-label={t('nav')}
          className="-mx-2.5 flex flex-wrap gap-1 max-sm:-mx-1.5 max-sm:order-last max-sm:w-full max-sm:gap-0"
        >
          <NavLink href={`/${locale}`} exact>
            {t('overview')}
          </NavLink>
          <NavLink href={`/${locale}/commitments`}>{t('commitments')}</NavLink>
          <NavLink href={`/${locale}/domains`}>{name('domains.title')}</NavLink>
          <NavLink href={`/${locale}/source`}>{name('source.nav')}</NavLink>
          <NavLink href={`/${locale}/method`}>{name('method.title')}</NavLink>
          <NavLink href={`/${locale}/changes`}>{name('changes.nav')}</NavLink>
        </nav>
        <div className="ml-auto flex items-center gap-2 max-sm:gap-1.5 [&_.field]:py-1 [&_.field]:text-sm max-sm:[&_.field]:px-2">
          <ThemeSelect theme={theme} />
          <LanguageLink locale={locale} />
          {person === null && (
            <SignInLink locale={locale} className="field inline-flex items-center gap-1.5 py-1 text-sm no-underline" />
          )}
          {person && <AccountMenu person={person} signOut={signOut} />}
        </div>
      </div>
    </header>
  )
}
