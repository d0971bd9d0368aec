import { headers } from 'next/headers'
import { after } from 'next/server'
import { cache } from 'react'
import { type Person, Role } from '@/lib/account'
import { isUnreachable, ledger } from '@/lib/db/client'
import { noteSeen } from '@/lib/db/sessions/write'
import { auth } from '@/server/request/auth'

/** Who makes this request, by which session, with the role that they have at this moment; null where nobody is signed in. */
export const currentSession = cache(async (): Promise<{ id: string; person: Person } | null> => {
  const requested = await headers()
  // Readers without a session cost no question to the database.
  if (!requested.get('cookie')?.includes('accord.session_token')) return null
  const found = await auth().api.getSession({ headers: requested })
  if (!found || found.user.deactivatedAt) return null
  const { user, session } = found
  after(() => noteSeen(ledger(), session, new Date()))
  return { id: session.id, person: { id: user.id, name: user.name, role: Role[user.role as Role] } }
})

export const currentPerson = async (): Promise<Person | null> => (await currentSession())?.person ?? null

/** The same for what stands around every page; undefined while the database, and so the answer, is away. */
export async function personIfKnown(): Promise<Person | null | undefined> {
  try {
    return await currentPerson()
  } catch (error) {
    if (isUnreachable(error)) return undefined
    throw error
  }
}
