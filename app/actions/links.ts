'use server'

import { z } from 'zod'
import { personIdFrom } from '@/lib/access-link'
import { actorOf, LinkPurpose, type LinkRow } from '@/lib/account'
import { findLink } from '@/lib/db/access-links/read'
import type { ledger } from '@/lib/db/client'
import { createOwner, join, type Newcomer } from '@/lib/db/people/join'
import { resetPassword } from '@/lib/db/people/password'
import { findPerson } from '@/lib/db/people/read'
import { emailAddress, linkToken, newPassword, personName } from '@/lib/entry/account'
import { AppError } from '@/lib/error'
import { action } from '@/server/request/action'
import { forgiveAccount } from '@/server/request/limits'
import { hashPassword, signInWith } from '@/server/request/password'

/** What the links that work once lead to. Their holders are not signed in; the link says what they may do. */

const newcomerForm = z.strictObject({
  token: linkToken,
  name: personName,
  email: emailAddress,
  password: newPassword,
})

/** A person as the database takes one. The id comes from the link, so that the same link always makes the same person. */
async function newcomerOf({ token, name, email, password }: z.infer<typeof newcomerForm>): Promise<Newcomer> {
  return { id: await personIdFrom(token), name, email, passwordHash: await hashPassword(password) }
}

/**
 * The link of a token, checked before a password is hashed for it. A used link is not refused here: the same form may have
 * been sent twice, which only the write can tell.
 */
async function linkOf(db: ReturnType<typeof ledger>, purpose: LinkPurpose, token: string): Promise<LinkRow> {
  const link = await findLink(db, purpose, token)
  if (!link) throw new AppError('CONFLICT', 'linkOver')
  return link
}

export const setUp = action('ledger.setUp', null, newcomerForm, async (form, { db, author, locale }) => {
  await linkOf(db, LinkPurpose.SETUP, form.token)
  const { changes } = await createOwner(db, { ...author, actor: 'setup' }, await newcomerOf(form), form.token)
  return { result: `/${locale}`, changes, afterwards: () => signInWith(form.email, form.password) }
})

export const joinByLink = action('person.join', null, newcomerForm, async (form, { db, author, locale }) => {
  await linkOf(db, LinkPurpose.INVITATION, form.token)
  const newcomer = await newcomerOf(form)
  const { changes } = await join(db, { ...author, actor: actorOf(newcomer) }, newcomer, form.token)
  return { result: `/${locale}`, changes, afterwards: () => signInWith(form.email, form.password) }
})

const passwordForm = z.strictObject({ token: linkToken, password: newPassword })

export const setPasswordByLink = action('password.reset', null, passwordForm, async (form, { db, author }) => {
  const { token, password } = form
  const { userId } = await linkOf(db, LinkPurpose.PASSWORD, token)
  const person = await findPerson(db, { id: userId ?? '' })
  if (!person) throw new AppError('NOT_FOUND', 'noPerson')
  const hashed = { token, passwordHash: await hashPassword(password) }
  const written = await resetPassword(db, { ...author, actor: actorOf(person) }, hashed)
  return { ...written, afterwards: () => forgiveAccount(person.email) }
})
