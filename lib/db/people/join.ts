import { actorOf, hashOfEmail, LinkPurpose, Role } from '@/lib/account'
import { AppError } from '@/lib/error'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { takeUp } from '../access-links/write'
import { type Author, type Recording, write, writePeople } from '../write'
import { hasPeople } from './read'

/** A person who joins. The password is given as the hash that better-auth checks. */
export type Newcomer = { id: string; name: string; email: string; passwordHash: string }

/**
 * Makes the first person, an administrator: by the link that was printed at the start, or from the settings, without a
 * token. Of several attempts at once, one succeeds. Refuses, with CONFLICT, if there are people or the link is not open.
 */
export function createOwner(db: PrismaClient, author: Author, newcomer: Newcomer, token: string | null) {
  return writePeople(db, author, 'person.created', async (tx, record) => {
    if (await hasPeople(tx)) throw new AppError('CONFLICT', 'setupDone')
    const link = token === null ? null : await takeUp(tx, LinkPurpose.SETUP, token)
    await enter(tx, record, newcomer, Role.ADMIN, link)
    return null
  })
}

/** Accepts an invitation. Refuses, with CONFLICT, a link that is not open, and an address that is taken. */
export function join(db: PrismaClient, author: Author, newcomer: Newcomer, token: string) {
  return write(db, author, 'person.created', async (tx, record) => {
    const link = await takeUp(tx, LinkPurpose.INVITATION, token)
    await enter(tx, record, newcomer, link.role ?? Role.VIEWER, link)
    return null
  })
}

async function enter(
  tx: Prisma.TransactionClient,
  record: Recording,
  newcomer: Newcomer,
  role: Role,
  by: { id: number } | null,
): Promise<void> {
  const { id, name, email, passwordHash } = newcomer
  try {
    const account = { id: crypto.randomUUID(), accountId: id, providerId: 'credential', password: passwordHash }
    await tx.user.create({ data: { id, name, email, role, accounts: { create: account } } })
  } catch (error) {
    if ((error as { code?: string }).code !== 'P2002') throw error
    throw new AppError('CONFLICT', 'emailTaken', 'email')
  }
  const data = { name, role, emailHash: await hashOfEmail(newcomer), ...(by && { link: by.id }) }
  record({ action: 'person.created', subject: actorOf(newcomer), data })
}
