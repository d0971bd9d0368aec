import type { Colleague, PersonRow } from '@/lib/account'
import type { User } from '@/prisma/generated/client'
import type { Database } from '../client'

/** Every person, by name; those who are deactivated last. */
export async function listPeople(db: Database): Promise<PersonRow[]> {
  const rows = await db.user.findMany({
    include: { _count: { select: { sessions: { where: { expiresAt: { gt: new Date() } } } } } },
    orderBy: [{ deactivatedAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(rowOf)
}

/** Everybody who can be named responsible, by name, and of those who are deactivated the ones asked for. */
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

/** The hash that better-auth checks a person's password against. */
export async function findPasswordHash(db: Database, id: string): Promise<string | null> {
  const account = await db.account.findFirst({ where: { userId: id, providerId: 'credential' } })
  return account?.password ?? null
}

function rowOf({ _count, ...user }: User & { _count: { sessions: number } }): PersonRow {
  const { id, name, role, email, version, createdAt, deactivatedAt, lastSeenAt } = user
  return {
    id,
    name,
    role,
    email,
    version,
    createdAt: createdAt.toISOString(),
    deactivatedAt: deactivatedAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    sessions: _count.sessions,
  }
}
