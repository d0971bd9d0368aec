import { actorOf, type Person, Role } from '@/lib/account'
import { AppError } from '@/lib/error'
import { Prisma, type PrismaClient, type User } from '@/prisma/generated/client'
import { revokeLinks } from '../access-links/write'
import { instantOf } from '../changes/write'
import { endSessionsOf } from '../sessions/write'
import { type Author, writePeople } from '../write'

/** Which person, and the version that the form was drawn from. */
export type Seen = { id: string; version: number }

export function rename(db: PrismaClient, author: Author, { id, version, name }: Seen & { name: string }) {
  return writePeople(db, author, 'person.renamed', async (tx, record) => {
    const before = await change(tx, { id, version }, { name })
    if (!before) return null
    record({ action: 'person.renamed', subject: actorOf(before), before: { name: before.name }, data: { name } })
    return null
  })
}

/** Refuses, with CONFLICT, an edit from an older version, and one that would leave no administrator. */
export function changeRole(db: PrismaClient, author: Author, { id, version, role }: Seen & { role: Role }) {
  return writePeople(db, author, 'person.roleChanged', async (tx, record) => {
    const admins = await listAdmins(tx)
    const before = await change(tx, { id, version }, { role })
    if (!before) return null
    if (role !== Role.ADMIN) refuseLast(admins, before)
    record({ action: 'person.roleChanged', subject: actorOf(before), before: { role: before.role }, data: { role } })
    // The links that they made as an administrator stop working.
    if (role !== Role.ADMIN) await revokeLinks(tx, record, madeBy(before))
    return null
  })
}

/** Ends a person's sessions and links, and refuses them from now on. Refuses what changeRole refuses. */
export function deactivate(db: PrismaClient, author: Author, seen: Seen) {
  return writePeople(db, author, 'person.deactivated', async (tx, record) => {
    const admins = await listAdmins(tx)
    const before = await change(tx, seen, { deactivatedAt: await instantOf(tx) })
    if (!before) return null
    refuseLast(admins, before)
    await endSessionsOf(tx, seen.id)
    record({ action: 'person.deactivated', subject: actorOf(before), data: null })
    await revokeLinks(tx, record, Prisma.sql`${madeBy(before)} OR "userId" = ${seen.id}`)
    return null
  })
}

export function reactivate(db: PrismaClient, author: Author, seen: Seen) {
  return writePeople(db, author, 'person.reactivated', async (tx, record) => {
    const before = await change(tx, seen, { deactivatedAt: null })
    if (!before) return null
    record({ action: 'person.reactivated', subject: actorOf(before), data: null })
    return null
  })
}

/** Makes any person an active administrator: for the operator, when there is nobody else to do it. */
export function makeAdmin(db: PrismaClient, author: Author, id: string) {
  return writePeople(db, author, 'person.roleChanged', async (tx, record) => {
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

/** Every active administrator. No other write runs meanwhile, so that the last two cannot both leave. */
const listAdmins = (tx: Prisma.TransactionClient) => tx.$queryRaw<{ id: string }[]>`
  SELECT id FROM "User" WHERE role = 'ADMIN' AND "deactivatedAt" IS NULL FOR UPDATE`

function refuseLast(admins: readonly { id: string }[], { id }: Pick<Person, 'id'>): void {
  if (admins.length === 1 && admins[0]?.id === id) throw new AppError('CONFLICT', 'lastAdmin')
}

/** Changes some of a person's fields and returns the row as it was; null if nothing differs. Refuses, with CONFLICT, an older version. */
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
