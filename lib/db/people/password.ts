import { actorOf, LinkPurpose } from '@/lib/account'
import { AppError } from '@/lib/error'
import { Prisma, type PrismaClient } from '@/prisma/generated/client'
import { revokeLinks, takeUp } from '../access-links/write'
import { endSessionsOf } from '../sessions/write'
import { type Author, writePeople } from '../write'
import { notePlaces } from './places'

/** Sets a person's own new password, and ends their other sessions and open password links. */
export function changePassword(
  db: PrismaClient,
  author: Author,
  { id, passwordHash, session }: { id: string; passwordHash: string; session: string },
) {
  return writePeople(db, author, 'person.passwordChanged', async (tx, record) => {
    await setPassword(tx, id, passwordHash)
    await endSessionsOf(tx, id, session)
    record({ action: 'person.passwordChanged', subject: actorOf({ id }), data: null })
    await revokeLinks(tx, record, Prisma.sql`"userId" = ${id}`)
    return null
  })
}

/**
 * Sets a new password by a link, and ends every session; the person is known at these places from now on. Refuses, with
 * CONFLICT, a link that is not open.
 */
export function resetPassword(
  db: PrismaClient,
  author: Author,
  { token, passwordHash, places = [] }: { token: string; passwordHash: string; places?: readonly string[] },
) {
  return writePeople(db, author, 'person.passwordReset', async (tx, record) => {
    const { id: link, userId } = await takeUp(tx, LinkPurpose.PASSWORD, token)
    const id = userId ?? ''
    await setPassword(tx, id, passwordHash)
    await endSessionsOf(tx, id)
    await notePlaces(tx, id, places)
    record({ action: 'person.passwordReset', subject: actorOf({ id }), data: { link } })
    await revokeLinks(tx, record, Prisma.sql`"userId" = ${id}`)
    return null
  })
}

async function setPassword(tx: Prisma.TransactionClient, userId: string, password: string): Promise<void> {
  const { count } = await tx.account.updateMany({
    where: { userId, providerId: 'credential', user: { deactivatedAt: null } },
    data: { password },
  })
  if (count === 0) throw new AppError('CONFLICT', 'linkOver')
}
