import { actorOf, LinkPurpose, Role } from '@/lib/account'
import { AppError } from '@/lib/error'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import { takeUp } from '../access-links/write'
import { type Author, type Recording, write } from '../write'
import { hasPeople } from './read'

/** Somebody who joins. The password comes as the hash that better-auth checks it against. */
export type Newcomer = { id: string; name: string; email: string; passwordHash: string }

/**
 * Makes the first person, an administrator: by the link that a start printed, or by its settings, then without a token.
 * Of several at once one does. Refuses, with CONFLICT, where somebody is there already or the link is not open.
 */
export function createOwner(db: PrismaClient, author: Author, newcomer: Newcomer, token: string | null) {
  return write(db, author, 'person.created', async (tx, record) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(4713, 3)`
    if (await hasPeople(tx)) throw new AppError('CONFLICT', 'setupDone')
    if (token !== null) await takeUp(tx, LinkPurpose.SETUP, token)
    await enter(tx, record, newcomer, Role.ADMIN)
    return null
  })
}

/** Takes up an invitation. Refuses, with CONFLICT, a link that is not open, and an address that somebody has. */
export function join(db: PrismaClient, author: Author, newcomer: Newcomer, token: string) {
  return write(db, author, 'person.created', async (tx, record) => {
    const { role } = await takeUp(tx, LinkPurpose.INVITATION, token)
    await enter(tx, record, newcomer, role ?? Role.VIEWER)
    return null
  })
}

async function enter(tx: Prisma.TransactionClient, record: Recording, newcomer: Newcomer, role: Role): Promise<void> {
  const { id, name, email, passwordHash } = newcomer
  try {
    const account = { id: crypto.randomUUID(), accountId: id, providerId: 'credential', password: passwordHash }
    await tx.user.create({ data: { id, name, email, role, accounts: { create: account } } })
  } catch (error) {
    if ((error as { code?: string }).code !== 'P2002') throw error
    throw new AppError('CONFLICT', 'emailTaken', 'email')
  }
  record({ action: 'person.created', subject: actorOf(newcomer), data: { name, role } })
}
