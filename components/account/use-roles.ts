import { useTranslations } from 'next-intl'
import { ROLES, type Role } from '@/lib/account'

/** The names of roles, and the options of a field that chooses one. */
export function useRoles() {
  const t = useTranslations('role')
  const nameOf = (role: Role) => t(`${role}.label`)
  return { nameOf, options: ROLES.map((role) => [role, nameOf(role)] as const) }
}
