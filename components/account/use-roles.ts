import { useTranslations } from 'next-intl'
import { ROLES, type Role } from '@/lib/account'

/** What roles are called, and all of them to choose from. */
export function useRoles() {
  const t = useTranslations('role')
  const nameOf = (role: Role) => t(`${role}.label`)
  return { nameOf, options: ROLES.map((role) => [role, nameOf(role)] as const) }
}
