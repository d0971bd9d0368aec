import { useTranslations } from 'next-intl'
import { ROLES, type Role } from '@/lib/account'

/** What roles are called, and all of them with what they may do, to choose from. */
export function useRoles() {
  const t = useTranslations()
  const nameOf = (role: Role) => t(`role.${role}.label`)
  const option = (role: Role) =>
    [role, t('people.roleOption', { role: nameOf(role), definition: t(`role.${role}.definition`) })] as const
  return { nameOf, options: ROLES.map(option) }
}
