import { headers } from 'next/headers'
import { cache } from 'react'
import { auth } from '@/app/auth'
import { type Person, Role } from '@/lib/account'

/** Who makes this request, with the role that they have at this moment; null where nobody is signed in. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const requested = await headers()
  // Readers without a session cost no question to the database.
  if (!requested.get('cookie')?.includes('accord.session_token')) return null
  const found = await auth().api.getSession({ headers: requested })
  if (!found || found.user.deactivatedAt) return null
  const { id, name, role } = found.user
  return { id, name, role: Role[role as Role] }
})
