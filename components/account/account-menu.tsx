import { UserRound, UsersRound } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { SignOutButton } from '@/components/account/sign-out-button'
import { Menu } from '@/components/ui/menu'
import { may, type Person, Role } from '@/lib/account'
import type { Action } from '@/lib/action'
import { accountPath, peoplePath } from '@/lib/paths'

/** Who is signed in, and what is theirs. */
export function AccountMenu({ person, signOut }: { person: Person; signOut: Action<never> }) {
  const t = useTranslations('account')
  const locale = useLocale()
  return (
    <Menu
      label={person.name}
      name={t('menu', { name: person.name })}
      icon={<UserRound aria-hidden className="size-4" />}
    >
      <p className="px-2 py-1 text-ink-soft text-sm [overflow-wrap:anywhere]">{person.name}</p>
      <ul>
        <li>
          <Link href={accountPath(locale)} prefetch={false} className="choice flex items-center gap-2">
            <UserRound aria-hidden className="size-4" />
            {t('title')}
          </Link>
        </li>
        {may(person, Role.ADMIN) && (
          <li>
            <Link href={peoplePath(locale)} prefetch={false} className="choice flex items-center gap-2">
              <UsersRound aria-hidden className="size-4" />
              {t('people')}
            </Link>
          </li>
        )}
        <li>
          <SignOutButton signOut={signOut}>{t('signOut')}</SignOutButton>
        </li>
      </ul>
    </Menu>
  )
}
