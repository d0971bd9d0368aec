import type { BrowserContext } from '@playwright/test'
import type { Role } from '@/lib/account'
import { signIn } from '../../drills/support/action-client'
import { SECRET } from './server'

/** Somebody who is signed in to a ledger under test, without having gone through its forms; `cookie` as it is sent. */
export type SignedIn = { id: string; name: string; cookie: string }

/** Makes a person and a session of theirs by plain SQL, on a server that this process started. */
export const signedIn = async (connectionString: string, role: Role, name: string = role): Promise<SignedIn> => ({
  name,
  ...(await signIn({ connectionString, secret: SECRET, role, name, isOnRecord: false })),
})

/** Has a browser make every request to a ledger as this person. */
export async function actAs(context: BrowserContext, { cookie }: SignedIn, address: string): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: address }])
}
