import type { Prisma } from '@/prisma/generated/client'
import type { Database } from '../client'

/** So many networks and browsers are known of a person, those that were used last, each for this long. */
const MOST = 50
const KNOWN_FOR_DAYS = 400

/** Which of these places the person of an address has signed in from before. */
export async function listKnownPlaces(db: Database, email: string, places: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ place: string }[]>`
    SELECT place FROM "KnownPlace" JOIN "User" ON "User".id = "userId"
    WHERE email = ${email} AND place = ANY(${[...places]})
      AND "usedAt" > CURRENT_TIMESTAMP - make_interval(days => ${KNOWN_FOR_DAYS})`
  return rows.map(({ place }) => place)
}

/** Notes where somebody has signed in from, and forgets the places that they used longest ago. */
export async function notePlaces(
  tx: Prisma.TransactionClient,
  userId: string,
  places: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "KnownPlace" ("userId", place, "usedAt")
    SELECT ${userId}, place, CURRENT_TIMESTAMP FROM unnest(${[...new Set(places)].sort()}::text[]) AS given(place)
    ON CONFLICT ("userId", place) DO UPDATE SET "usedAt" = excluded."usedAt"`
  await tx.$executeRaw`
    DELETE FROM "KnownPlace" WHERE "userId" = ${userId} AND place NOT IN (
      SELECT place FROM "KnownPlace" WHERE "userId" = ${userId} ORDER BY "usedAt" DESC, place LIMIT ${MOST})`
}
