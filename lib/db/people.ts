import { actorOf, type Colleague, LinkPurpose, type Person, type PersonRow, Role } from '@/lib/account'
import { AppError } from '@/lib/error'
import { Prisma, type PrismaClient, type User } from '@/prisma/generated/client'
import { revokeLinks, takeUp } from './access-links'
import type { Database } from './client'
import { endSessionsOf } from './sessions'
import { type Author, type Recording, write } from './write'

/** Somebody who joins. The password comes as the hash that better-auth checks it against. */
export type Newcomer = { id: string; name: string; email: string; passwordHash: string }

/** Every person, by name; those who are deactivated last. */
export async function listPeople(db: Database): Promise<PersonRow[]> {
  const rows = await db.user.findMany({
    include: { _count: { select: { sessions: { where: { expiresAt: { gt: new Date() } } } } } },
    orderBy: [{ deactivatedAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(rowOf)
}

/** Everybody by name, to be named responsible; of those who are deactivated, only the ones asked for. */
export function listColleagues(db: Database, named: readonly string[] = []): Promise<Colleague[]> {
  return db.$queryRaw<Colleague[]>`
    SELECT id, name, "deactivatedAt" IS NULL AS "isActive" FROM "User"
    WHERE "deactivatedAt" IS NULL OR id = ANY(${named}) ORDER BY name, id`
}

export async function findPerson(db: Database, where: { id: string } | { email: string }): Promise<PersonRow | null> {
  const include = { _count: { select: { sessions: { where: { expiresAt: { gt: new Date() } } } } } }
  const row = await db.user.findUnique({ where, include })
  return row && rowOf(row)
}

export const hasPeople = async (db: Database): Promise<boolean> =>
  (await db.user.findFirst({ select: { id: true } })) !== null

/** What better-auth checks a person's password against. */
export async function findPasswordHash(db: Database, id: string): Promise<string | null> {
  const account = await db.account.findFirst({ where: { userId: id, providerId: 'credential' } })
  return account?.password ?? null
}

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

/** Which person, and the version of it that somebody had before their eyes. */
export type Seen = { id: string; version: number }

export function rename(db: PrismaClient, author: Author, { id, version, name }: Seen & { name: string }) {
  return write(db, author, 'person.renamed', async (tx, record) => {
    const before = await change(tx, { id, version }, { name })
    if (!before) return null
    record({ action: 'person.renamed', subject: actorOf(before), before: { name: before.name }, data: { name } })
    return null
  })
}

/** Refuses, with CONFLICT, an older version, and to leave the ledger without an administrator. */
export function changeRole(db: PrismaClient, author: Author, { id, version, role }: Seen & { role: Role }) {
  return write(db, author, 'person.roleChanged', async (tx, record) => {
    const admins = await lockAdmins(tx)
    const before = await change(tx, { id, version }, { role })
    if (!before) return null
    if (role !== Role.ADMIN) refuseLast(admins, before)
    record({ action: 'person.roleChanged', subject: actorOf(before), before: { role: before.role }, data: { role } })
    // Who may not invite any more leaves no door open.
    if (role !== Role.ADMIN) await revokeLinks(tx, record, madeBy(before))
    return null
  })
}

/** Ends all that a person has open, and signs them in no more. Refuses as changeRole does. */
export function deactivate(db: PrismaClient, author: Author, seen: Seen) {
  return write(db, author, 'person.deactivated', async (tx, record) => {
    const admins = await lockAdmins(tx)
    const before = await change(tx, seen, { deactivatedAt: new Date() })
    if (!before) return null
    refuseLast(admins, before)
    await endSessionsOf(tx, seen.id)
    record({ action: 'person.deactivated', subject: actorOf(before), data: null })
    await revokeLinks(tx, record, Prisma.sql`${madeBy(before)} OR "userId" = ${seen.id}`)
    return null
  })
}

export function reactivate(db: PrismaClient, author: Author, seen: Seen) {
  return write(db, author, 'person.reactivated', async (tx, record) => {
    const before = await change(tx, seen, { deactivatedAt: null })
    if (!before) return null
    record({ action: 'person.reactivated', subject: actorOf(before), data: null })
    return null
  })
}

/** Makes a person an administrator who can sign in, whatever they were: for the operator, when nobody else can. */
export function makeAdmin(db: PrismaClient, author: Author, id: string) {
  return write(db, author, 'person.roleChanged', async (tx, record) => {
    await lockAdmins(tx)
    const { version } = await tx.user.findUniqueOrThrow({ where: { id } })
    const before = await change(tx, { id, version }, { role: Role.ADMIN, deactivatedAt: null })
    if (!before) return null
    const subject = actorOf(before)
    if (before.role !== Role.ADMIN)
      record({ action: 'person.roleChanged', subject, before: { role: before.role }, data: { role: Role.ADMIN } })
    if (before.deactivatedAt) record({ action: 'person.reactivated', subject, data: null })
    return null
  })
}

/** Sets a person's own new password; their other sessions end, and open links to a new one too. */
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

/** Holds every active administrator until the transaction ends, so that no two of them leave at once. */
const lockAdmins = (tx: Prisma.TransactionClient) => tx.$queryRaw<{ id: string }[]>`
  SELECT id FROM "User" WHERE role = 'ADMIN' AND "deactivatedAt" IS NULL ORDER BY id FOR UPDATE`

function refuseLast(admins: readonly { id: string }[], { id }: Pick<Person, 'id'>): void {
  if (admins.length === 1 && admins[0]?.id === id) throw new AppError('CONFLICT', 'lastAdmin')
}

/** Writes some of a person's fields, and says what the row was; null where it was so already. Refuses, with CONFLICT, an older version. */
async function change(
  tx: Prisma.TransactionClient,
  { id, version }: Seen,
  data: Partial<Pick<User, 'name' | 'role' | 'deactivatedAt'>>,
): Promise<User | null> {
  const before = await tx.user.findUnique({ where: { id } })
  if (!before) throw new AppError('NOT_FOUND', 'noPerson')
  const { name = before.name, role = before.role, deactivatedAt = before.deactivatedAt } = data
  const isSame = name === before.name && role === before.role && !deactivatedAt === !before.deactivatedAt
  if (isSame && before.version === version) return null
  const { count } = await tx.user.updateMany({ where: { id, version }, data: { ...data, version: { increment: 1 } } })
  if (count === 1 && before.version === version) return before
  const now = await tx.user.findUniqueOrThrow({ where: { id } })
  const current = { name: now.name, role: now.role, isActive: now.deactivatedAt === null }
  throw new AppError('CONFLICT', 'staleVersion', null, { ref: now.name }, current)
}

const madeBy = (person: Pick<Person, 'id'>): Prisma.Sql =>
  Prisma.sql`purpose <> 'SETUP' AND "createdBy" = ${actorOf(person)}`

function rowOf({ _count, ...user }: User & { _count: { sessions: number } }): PersonRow {
  const { id, name, role, email, version, createdAt, deactivatedAt, lastSeenAt } = user
  return {
    ...{ id, name, role, email, version },
    createdAt: createdAt.toISOString(),
    deactivatedAt: deactivatedAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    sessions: _count.sessions,
  }
}
