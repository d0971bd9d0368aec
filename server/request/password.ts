import { APIError } from 'better-auth/api'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { headers } from 'next/headers'
import { ledger } from '@/lib/db/client'
import { findPasswordHash } from '@/lib/db/people/read'
import { noteSignIn } from '@/lib/db/sessions/write'
import { AppError } from '@/lib/error'
import { auth } from '@/server/request/auth'
import { countAttempt } from '@/server/request/limits'
import { presentRequest } from '@/server/shared'

export { hashPassword }

/**
 * Opens a session and sets its cookie. Refuses, with UNAUTHENTICATED and one sentence, an unknown address, a wrong
 * password and somebody who is deactivated; with LIMITED too many attempts.
 */
export async function signInWith(email: string, password: string): Promise<void> {
  const right = await countAttempt(email)
  try {
    // The library keeps with a session where it was begun, and reads that from a header.
    const requested = new Headers(await headers())
    requested.set('X-Forwarded-For', presentRequest()?.address ?? '')
    const { user } = await auth().api.signInEmail({ body: { email, password }, headers: requested })
    await Promise.all([right(), noteSignIn(ledger(), user.id, new Date())])
  } catch (error) {
    if (error instanceof APIError && error.statusCode === 401) throw new AppError('UNAUTHENTICATED', 'signInRefused')
    throw error
  }
}

/** Refuses, with INVALID, what is not the password of a person who is signed in; with LIMITED too many attempts. */
export async function checkPassword(person: { id: string; email: string }, password: string): Promise<void> {
  const right = await countAttempt(person.email)
  const hash = await findPasswordHash(ledger(), person.id)
  if (!hash || !(await verifyPassword({ hash, password })))
    throw new AppError('INVALID', 'wrongPassword', 'presentPassword')
  await right()
}
