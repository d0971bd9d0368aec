import type { Link } from '@/lib/chain'
import { ACTIONS, type Change, type ChangeKind, entryOf } from '@/lib/change/change'
import { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'

const PAGE = 2_000

/** The whole chain from its first change to its last, a page at a time. */
export async function* walkChain(db: Database): AsyncGenerator<Link[]> {
  let rows: (Omit<Link, 'at'> & { at: Date })[]
  // Numbers below 1 are read as well, since nothing should be there: from before the least that the column can hold.
  let after = -(2 ** 31) - 1
  do {
    rows = await db.$queryRaw`
      SELECT sequence, at, entry::text AS text, "previousHash", hash FROM "Change"
      WHERE sequence > ${after}::bigint ORDER BY sequence LIMIT ${PAGE}`
    yield rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
    after = rows.at(-1)?.sequence ?? after
  } while (rows.length === PAGE)
}

/** The changes of a commitment, first to last. */
export const changesOfItem = (db: Database, ref: string): Promise<Change[]> =>
  changesWhere(db, Prisma.sql`entry->>'item' = ${ref}`)

/** Those of these kinds, first to last, without those that nothing on file follows from. */
export async function changesOf(db: Database, kind: ChangeKind, except: readonly string[] = []): Promise<Change[]> {
  const actions = ACTIONS[kind].filter((action) => !except.includes(action))
  return changesWhere(db, Prisma.sql`entry->>'action' = ANY(${actions})`)
}

/** Numbers that a chain can hold: what stands below them vouches for nothing, and is named as a break. */
export const IN_CHAIN = Prisma.sql`sequence >= 1`

/** Changes of the chain by a condition, first to last; what is no entry is left out. */
export async function changesWhere(db: Database, condition: Prisma.Sql): Promise<Change[]> {
  const rows = await db.$queryRaw<(Omit<Change, 'at' | 'entry'> & { at: Date; entry: unknown })[]>`
    SELECT sequence, at, entry, "previousHash", hash FROM "Change" WHERE ${IN_CHAIN} AND (${condition}) ORDER BY sequence`
  return rows.flatMap(({ at, entry: read, ...row }) => {
    const entry = entryOf(read)
    return entry ? [{ ...row, at: at.toISOString(), entry }] : []
  })
}
