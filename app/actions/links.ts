'use server'

import { z } from 'zod'
import { personIdFrom } from '@/lib/access-link'
import { actorOf, LinkPurpose, type LinkRow } from '@/lib/account'
import { findLink } from '@/lib/db/access-links/read'
import type { ledger } from '@/lib/db/client'
import { createOwner, join } from '@/lib/db/people/join'
import { resetPassword } from '@/lib/db/people/password'
import { findPerson, hasPeople } from '@/lib/db/people/read'
import { type Author, wasSent } from '@/lib/db/write'
import { emailAddress, linkToken, newPassword, personName } from '@/lib/entry/account'
import { AppError } from '@/lib/error'
import { action } from '@/server/request/action'
import { hashPassword } from '@/server/request/hashing'
import { countForm, forgive } from '@/server/request/limits'
import { openSession, signInWith } from '@/server/request/password'
import { presentNetwork, presentPlaces } from '@/server/request/places'

/** What the links that work once lead to. Their holders are not signed in; the link says what they may do. */

const newcomerForm = z.strictObject({
  token: linkToken,
  name: personName,
  email: emailAddress,
  password: newPassword,
})
type NewcomerForm = z.infer<typeof newcomerForm>

type Ledger = ReturnType<typeof ledger>
type Form = { token: string; password: string }

/**
 * The hash of a password that is sent with a link. None is made where the link does not work, since it takes long: the same
 * form may have been sent before, then the write needs none; or it is refused, with CONFLICT. Refuses, with LIMITED, too
 * many forms with one link, and too many of a network with links that do not work.
 */
async function hashFor(db: Ledger, link: LinkRow | null, form: Form, author: Author, write: string): Promise<string> {
  await countForm(link?.isOpen ? form.token : presentNetwork())
  if (link?.isOpen) return hashPassword(form.password)
  if (link && (await wasSent(db, author, write))) return ''
  throw new AppError('CONFLICT', 'linkOver')
}

/** Signs in whoever has just joined; of a form that was sent again, the password is checked as ever. */
const enter = ({ email, password }: NewcomerForm, changes: readonly number[]): Promise<void> =>
  changes.length > 0 ? openSession(email, password) : signInWith(email, password)

export const setUp = action(
  'ledger.setUp',
  null,
  newcomerForm,
  async (form, { db, author: { submission }, locale }) => {
    const { token, name, email } = form
    const author = { actor: 'setup', submission }
    const link = await findLink(db, LinkPurpose.SETUP, token)
    if (link?.isOpen && (await hasPeople(db))) throw new AppError('CONFLICT', 'setupDone')
    const passwordHash = await hashFor(db, link, form, author, 'person.created')
    const owner = { id: await personIdFrom(token), name, email, passwordHash }
    const { changes } = await createOwner(db, author, owner, token)
    return { result: `/${locale}`, changes, afterwards: () => enter(form, changes) }
  },
)

export const joinByLink = action(
  'person.join',
  null,
  newcomerForm,
  async (form, { db, author: { submission }, locale }) => {
    const { token, name, email } = form
    // The id comes from the link, so that the same link always makes the same person.
    const id = await personIdFrom(token)
    const author = { actor: actorOf({ id }), submission }
    const link = await findLink(db, LinkPurpose.INVITATION, token)
    const passwordHash = await hashFor(db, link, form, author, 'person.created')
    const { changes } = await join(db, author, { id, name, email, passwordHash }, token)
    return { result: `/${locale}`, changes, afterwards: () => enter(form, changes) }
  },
)

const passwordForm = z.strictObject({ token: linkToken, password: newPassword })

export const setPasswordByLink = action(
  'password.reset',
  null,
  passwordForm,
  async (form, { db, author: { submission } }) => {
    const link = await findLink(db, LinkPurpose.PASSWORD, form.token)
    const id = link?.userId ?? ''
    const author = { actor: actorOf({ id }), submission }
    const passwordHash = await hashFor(db, link, form, author, 'person.passwordReset')
    // No cookie may be set here: Next would draw the page anew with it, on which the link is over.
    const { network, browser } = await presentPlaces()
    const places = link?.isOpen ? [network, ...(browser ? [browser] : [])] : []
    const written = await resetPassword(db, author, { token: form.token, passwordHash, places })
    const person = await findPerson(db, { id })
    return { ...written, afterwards: () => forgive(person?.email ?? '', places) }
  },
)
