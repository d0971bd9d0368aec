import { ANONYMOUS } from '@/lib/account'
import type { Prisma, PrismaClient } from '@/prisma/generated/client'
import type { Database } from '../client'
import { type Written, write } from '../write'

/** So many networks are told apart in one hour, and so many of those get a change of their own; the others share one. */
const TOLD_APART = 1_000
const ON_RECORD = 20

/** Counts a call that was refused to somebody who is not signed in. Nothing is on record of it until its hour is over. */
export async function countRefusedCall(db: Database, { network, action }: { network: string; action: string }) {
  await db.$executeRaw`
    INSERT INTO "RefusedCall" (hour, network, action, calls)
    SELECT now.hour, CASE WHEN count("RefusedCall".hour) < ${TOLD_APART} THEN ${network} ELSE '' END, ${action}, 1
    FROM (SELECT date_trunc('hour', CURRENT_TIMESTAMP) AS hour) now LEFT JOIN "RefusedCall" USING (hour)
    GROUP BY now.hour
    ON CONFLICT (hour, network, action) DO UPDATE SET calls = "RefusedCall".calls + 1`
}

/** What was refused in one hour from one network, or from several that have no change of their own. */
type Refused = { hour: Date; networks: number; calls: number; actions: string[] }

/**
 * Records the refused calls of every hour that is over, and forgets them: one change for each network, and no more than
 * 21 for an hour. Of several nodes that do so at once, one finds them.
 */
export async function recordRefusedCalls(db: PrismaClient): Promise<Written<null>> {
  const due = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "RefusedCall" WHERE hour < date_trunc('hour', CURRENT_TIMESTAMP) LIMIT 1`
  if (due.length === 0) return { result: null, changes: [] }
  return write(db, { actor: ANONYMOUS, submission: null }, 'access.refusedCalls', async (tx, record) => {
    for (const { hour, ...data } of await takeOver(tx))
      record({ action: 'access.refusedCalls', subject: 'ledger', data: { hour: hour.toISOString(), ...data } })
    return null
  })
}

/** Takes the hours that are over out of the count. */
const takeOver = (tx: Prisma.TransactionClient) => tx.$queryRaw<Refused[]>`
  WITH due AS (
    DELETE FROM "RefusedCall" WHERE hour < date_trunc('hour', CURRENT_TIMESTAMP) RETURNING hour, network, action, calls
  ), ranked AS (
    SELECT hour, network, network <> '' AND
      row_number() OVER (PARTITION BY hour ORDER BY network = '', sum(calls) DESC, network) <= ${ON_RECORD} AS "isTold"
    FROM due GROUP BY hour, network
  ), sums AS (
    SELECT hour, CASE WHEN "isTold" THEN network ELSE '' END AS told, action, sum(calls) AS calls
    FROM due JOIN ranked USING (hour, network) GROUP BY 1, 2, 3
  )
  SELECT hour, sum(calls)::int AS calls, array_agg(action ORDER BY calls DESC, action) AS actions,
    CASE told WHEN '' THEN (SELECT count(*) FROM ranked WHERE ranked.hour = sums.hour AND NOT "isTold")::int ELSE 1 END AS networks
  FROM sums GROUP BY hour, told ORDER BY hour, told = '', sum(calls) DESC`
