import { PrismaPg } from '@prisma/adapter-pg'
import { type Prisma, PrismaClient } from '@/prisma/generated/client'

/** A connection pool, or the transaction a caller is in. */
export type Database = PrismaClient | Prisma.TransactionClient

/** Every wait has an end: for a connection, a statement, and a transaction that was left open. */
export function connect(connectionString: string, connections = 10): PrismaClient {
  const adapter = new PrismaPg({
    connectionString,
    max: connections,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 20_000,
    idle_in_transaction_session_timeout: 60_000,
    // The adapter reads and writes instants as if the session were in UTC; elsewhere it would shift them silently.
    options: '-c TimeZone=UTC',
  })
  return new PrismaClient({ adapter })
}

// Kept on globalThis so that a hot reload in development does not open a new pool each time.
const kept = globalThis as { accordLedger?: PrismaClient }

/** The ledger's own database, named by DATABASE_URL; connects on first use. */
export function ledger(): PrismaClient {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set: start the ledger with npm start')
  kept.accordLedger ??= connect(url)
  return kept.accordLedger
}

/** Whether the ledger's own database answers within so many milliseconds. */
export async function answersWithin(milliseconds: number): Promise<boolean> {
  const patience = new Promise<boolean>((resolve) => setTimeout(resolve, milliseconds, false).unref())
  const answer = async () => {
    await ledger().$queryRaw`SELECT 1`
    return true
  }
  return Promise.race([answer().catch(() => false), patience])
}

const UNREACHABLE =
  /P1001|P1002|P1008|P1017|P2024|ECONNREFUSED|ECONNRESET|DatabaseNotReachable|ConnectionClosed|timeout exceeded when trying to connect|Connection terminated|57P0[123]/

/** Whether an error says that the database cannot be reached, as opposed to a mistake in what was asked. */
export function isUnreachable(error: unknown): boolean {
  const { code = '', message = '', cause } = (error ?? {}) as { code?: string; message?: string; cause?: unknown }
  return UNREACHABLE.test(`${code} ${message}`) || (cause !== undefined && cause !== error && isUnreachable(cause))
}
