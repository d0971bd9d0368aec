import { APIError } from 'better-auth/api'
import { headers } from 'next/headers'
import { ledger } from '@/lib/db/client'
import { findPasswordHash, findPerson } from '@/lib/db/people/read'
import { confirmSignIn } from '@/lib/db/sessions/write'
import { AppError } from '@/lib/error'
import { auth } from '@/server/request/auth'
import { hashing, isPassword } from '@/server/request/hashing'
import { countAttempt, countOwnAttempt } from '@/server/request/limits'
import { presentPlaces, rememberedPlaces } from '@/server/request/places'
import { presentRequest } from '@/server/shared'

/** Opens a session as openSession does, and counts the attempt: refuses, with LIMITED, too many of them. */
export async function signInWith(email: string, password: string): Promise<void> {
  const right = await countAttempt(email, await presentPlaces())
  await openSession(email, password)
  await right()
}

/**
 * Opens a session and sets its cookie. Refuses, with UNAUTHENTICATED and one sentence, an unknown address, a wrong
 * password and somebody who is deactivated.
 */
export async function openSession(email: string, password: string): Promise<void> {
  // Read before it is checked: a session is kept only if this is still the password when the session is there.
  const person = await findPerson(ledger(), { email })
  const passwordHash = person && (await findPasswordHash(ledger(), person.id))
  const token = await newSession(email, password)
  const signIn = token && person && passwordHash ? { token, userId: person.id, passwordHash } : null
  if (!signIn || !(await confirmSignIn(ledger(), { ...signIn, places: await rememberedPlaces() }, new Date())))
    throw new AppError('UNAUTHENTICATED', 'signInRefused')
}

/** The token of a new session; null where address and password do not belong together. */
async function newSession(email: string, password: string): Promise<string | null> {
  // The library keeps with a session where it was begun, and reads that from a header.
  const requested = new Headers(await headers())
  requested.set('X-Forwarded-For', presentRequest()?.address ?? '')
  try {
    return (await hashing(() => auth().api.signInEmail({ body: { email, password }, headers: requested }))).token
  } catch (error) {
    if (error instanceof APIError && error.statusCode === 401) return null
    throw error
  }
}

/** Refuses, with INVALID, what is not the password of a person who is signed in; with LIMITED too many attempts. */
export async function checkPassword(session: { id: string; person: { id: string } }, password: string): Promise<void> {
  const right = await countOwnAttempt(session.id)
  const hash = await findPasswordHash(ledger(), session.person.id)
  if (!hash || !(await isPassword(hash, password))) throw new AppError('INVALID', 'wrongPassword', 'presentPassword')
  await right()
}
