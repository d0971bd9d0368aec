import { actorOf, LinkPurpose } from '@/lib/account'
import { AppError } from '@/lib/error'
import { Prisma, type PrismaClient } from '@/prisma/generated/client'
import { revokeLinks, takeUp } from '../access-links/write'
import { endSessionsOf } from '../sessions/write'
import { type Author, write } from '../write'

/** Sets a person's own new password, and ends their other sessions and open password links. */
export function changePassword(
  db: PrismaClient,
  author: Author,
  { id, passwordHash, session }: { id: string; passwordHash: string; session: string },
) {
  return write(db, author, 'person.passwordChanged', async (tx, record) => {
    await setPassword(tx, id, passwordHash)
    await endSessionsOf(tx, id, session)
    record({ action: 'person.passwordChanged', subject: actorOf({ id }), data: null })
    await revokeLinks(tx, record, Prisma.sql`"userId" = ${id}`)
    return null
  })
}

/** Sets a new password by a link, and ends every session. Refuses, with CONFLICT, a link that is not open. */
export function resetPassword(
  db: PrismaClient,
  author: Author,
  { token, passwordHash }: { token: string; passwordHash: string },
) {
  return write(db, author, 'person.passwordReset', async (tx, record) => {
    const id = (await takeUp(tx, LinkPurpose.PASSWORD, token)).userId ?? ''
    await setPassword(tx, id, passwordHash)
    await endSessionsOf(tx, id)
    record({ action: 'person.passwordReset', subject: actorOf({ id }), data: null })
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
