import { ANONYMOUS } from '@/lib/account'
import type { Head, Link } from '@/lib/chain'
import type { ChangeFilter } from '@/lib/change/filter'
import { nextDay, startOfDay } from '@/lib/day'
import { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'

/** A change as it is shown. What its entry holds is read with care: the record may hold anything; `text` is it to the letter. */
export type ChangeRow = Link & { entry: unknown }

/** Which changes a reader may see: those of these actions, or all where it is null (lib/change/change.ts, actionsFor). */
type Reader = { actions: readonly string[] | null; timeZone: string }

export const CHANGES_ON_A_PAGE = 50
/** The most changes that are counted: a larger number tells nobody more, and counting takes time. */
export const CHANGES_COUNTED = 1_000

const { sql, join } = Prisma

type Range = { first: number; last: number }

/**
 * The numbers between which a filter's days and its place in the list lie, or null where none can. Numbers rise with
 * the instants, because both are given under the chain's lock.
 */
async function rangeOf(db: Database, { from, to, before }: ChangeFilter, timeZone: string): Promise<Range | null> {
  const [[first], [last]] = await Promise.all([
    from === null
      ? [{ sequence: 1 }]
      : db.$queryRaw<Head[]>`
          SELECT sequence FROM "Change" WHERE at >= ${startOfDay(from, timeZone)} ORDER BY at, sequence LIMIT 1`,
    to === null
      ? [{ sequence: 2 ** 31 - 1 }]
      : db.$queryRaw<Head[]>`
          SELECT sequence FROM "Change" WHERE at < ${startOfDay(nextDay(to), timeZone)}
          ORDER BY at DESC, sequence DESC LIMIT 1`,
  ])
  if (!first || !last) return null
  return { first: first.sequence, last: Math.min(last.sequence, (before ?? Number.POSITIVE_INFINITY) - 1) }
}

/**
 * Selects up to `limit` changes, newest first, along one index: by item, by actor, by action, or by number. Comparing pairs
 * of the name and the number keeps the planner from scanning by number in the hope of meeting a rare name soon.
 */
function selected(
  columns: Prisma.Sql,
  { item, actor }: ChangeFilter,
  actions: readonly string[] | null,
  { first, last }: Range,
  limit: number,
) {
  const along = (name: Prisma.Sql, value: Prisma.Sql, further: Prisma.Sql[] = []) => {
    const within = sql`(${name}, sequence) >= (${value}, ${first}) AND (${name}, sequence) <= (${value}, ${last})`
    return sql`
      SELECT ${columns} FROM "Change" WHERE ${join([within, ...further], ' AND ')}
      ORDER BY ${name} DESC, sequence DESC LIMIT ${limit}`
  }
  const isVisible = actions === null ? [] : [sql`entry->>'action' = ANY(${[...actions]})`]
  const isBy = actor === null ? [] : [sql`entry->>'actor' = ${actor}`]
  if (item !== null) return along(sql`entry->>'item'`, sql`${item}`, [...isBy, ...isVisible])
  if (actor !== null) return along(sql`entry->>'actor'`, sql`${actor}`, isVisible)
  if (actions === null)
    return sql`
      SELECT ${columns} FROM "Change" WHERE sequence BETWEEN ${first} AND ${last} ORDER BY sequence DESC LIMIT ${limit}`
  // Takes the newest of each action and merges them, however many other changes lie between.
  return sql`
    SELECT newest.* FROM unnest(${[...actions]}::text[]) AS named(action)
    CROSS JOIN LATERAL (${along(sql`entry->>'action'`, sql`named.action`)}) newest
    ORDER BY sequence DESC LIMIT ${limit}`
}

/** A page of changes, newest first, and whether there are older ones. */
export async function listChangesFor(
  db: Database,
  filter: ChangeFilter,
  { actions, timeZone }: Reader,
  limit = CHANGES_ON_A_PAGE,
): Promise<{ changes: ChangeRow[]; hasOlder: boolean }> {
  const range = await rangeOf(db, filter, timeZone)
  if (!range) return { changes: [], hasOlder: false }
  const rows = await db.$queryRaw<(Omit<ChangeRow, 'at'> & { at: Date })[]>(
    selected(sql`sequence, at, entry, entry::text AS text, "previousHash", hash`, filter, actions, range, limit + 1),
  )
  const changes = rows.slice(0, limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
  return { changes, hasOlder: rows.length > limit }
}

/** How many changes the filter keeps, on all its pages; CHANGES_COUNTED + 1 stands for any number beyond. */
export async function countChangesFor(
  db: Database,
  filter: ChangeFilter,
  { actions, timeZone }: Reader,
): Promise<number> {
  const range = await rangeOf(db, { ...filter, before: null }, timeZone)
  if (!range) return 0
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${selected(sql`sequence`, filter, actions, range, CHANGES_COUNTED + 1)}) counted`
  return row?.count ?? 0
}

/** The last change, with its whole hash; null where there is none. */
export async function findHead(db: Database): Promise<Head | null> {
  return db.change.findFirst({ orderBy: { sequence: 'desc' }, select: { sequence: true, hash: true } })
}

/** All actors of changes that the reader may see, by a loose scan of the index: one lookup per actor. */
export async function listActors(db: Database, { actions }: Reader): Promise<string[]> {
  // Only refusals are recorded of people who are not signed in.
  const visible =
    actions === null
      ? sql`true`
      : sql`actors.name <> ${ANONYMOUS} AND EXISTS (SELECT 1 FROM "Change"
    WHERE entry->>'actor' = actors.name AND entry->>'action' = ANY(${[...actions]}))`
  const rows = await db.$queryRaw<{ name: string }[]>`
    WITH RECURSIVE actors(name) AS (
      SELECT min(entry->>'actor') FROM "Change"
      UNION ALL
      SELECT (SELECT min(entry->>'actor') FROM "Change" WHERE entry->>'actor' > actors.name) FROM actors
      WHERE actors.name IS NOT NULL
    )
    SELECT name FROM actors WHERE name IS NOT NULL AND ${visible} ORDER BY name`
  return rows.map(({ name }) => name)
}
