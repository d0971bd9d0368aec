import { createHmac, randomBytes } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import pg from 'pg'
import type { Role } from '@/lib/account'
import { SECRET } from './server'

/** Somebody who is signed in to a ledger under test, without having gone through its forms. */
export type SignedIn = { id: string; name: string; cookie: string }

/** Makes a person and a session of theirs by plain SQL, on a server that this process started. */
export async function signedIn(connectionString: string, role: Role, name: string = role): Promise<SignedIn> {
  const [id, token] = [randomBytes(8).toString('hex'), randomBytes(16).toString('hex')]
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query('INSERT INTO "User" (id, name, email, role) VALUES ($1, $2, $3, $4)', [
      id,
      name,
      `${id}@example.org`,
      role,
    ])
    await client.query(
      `INSERT INTO "Session" (id, "userId", token, "expiresAt") VALUES ($1, $1, $2, now() + interval '1 day')`,
      [id, token],
    )
  } finally {
    await client.end()
  }
  // As better-auth signs its cookies.
  const signature = createHmac('sha256', SECRET).update(token).digest('base64')
  return { id, name, cookie: encodeURIComponent(`${token}.${signature}`) }
}

/** Has a browser make every request to a ledger as this person. */
export const actAs = (context: BrowserContext, { cookie }: SignedIn, address: string): Promise<void> =>
  context.addCookies([{ name: 'accord.session_token', value: cookie, url: address }])
