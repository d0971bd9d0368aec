import { PrismaPg } from '@prisma/adapter-pg'
import { type Prisma, PrismaClient } from '@/prisma/generated/client'
import { CONNECTIONS, prepareSession } from './session.mjs'

/** A connection pool, or the transaction a caller is in. */
export type Database = PrismaClient | Prisma.TransactionClient

const LIMITS = { statement_timeout: '20s', idle_in_transaction_session_timeout: '1min' }

/** Every wait has an end: for a connection, a statement, and a transaction that was left open. */
export function connect(connectionString: string, connections = CONNECTIONS): PrismaClient {
  const adapter = new PrismaPg({
    connectionString,
    max: connections,
    // One stays open, so that a restore sees that the ledger is running.
    min: 1,
    application_name: 'accord',
    connectionTimeoutMillis: 5_000,
    // A server that has gone silent ends nothing by itself.
    query_timeout: 25_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    onConnect: (client) => prepareSession(client, LIMITS),
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

/** SQLSTATEs, codes of sockets and of Prisma, and what its adapter calls them. */
const UNREACHABLE_CODE =
  /^(P100[0-3]|P1008|P101[017]|P2024|P2028|P2037|E(CONN(REFUSED|RESET|ABORTED)|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE|AI_AGAIN)|ENOTFOUND|DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError|08\w{3}|25006|25P0[34]|28\w{3}|3D000|53\w{3}|55P03|57014|57P0[1-5]|58030)$/
const UNREACHABLE_WORDS =
  /P1001|P1002|P1008|P1017|P2024|ECONNREFUSED|ECONNRESET|DatabaseNotReachable|ConnectionClosed|TooManyConnections|timeout exceeded when trying to connect|Connection terminated|Can't reach database server|Query read timeout|and is not queryable|terminating connection/

/**
 * Whether an error says that the database cannot serve for now, as opposed to a mistake in what was asked: it is away,
 * starts or ends, lets us in no more, has no connection or no space left, is a replica that takes no writes, or let us wait
 * for too long.
 */
export function isUnreachable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, kind, originalCode, message, cause, meta } = error as { [field: string]: unknown }
  // Prisma keeps there what its adapter said.
  const { driverAdapterError } = (meta ?? {}) as { driverAdapterError?: unknown }
  return (
    [code, kind, originalCode].some((one) => typeof one === 'string' && UNREACHABLE_CODE.test(one)) ||
    (typeof message === 'string' && UNREACHABLE_WORDS.test(message)) ||
    [cause, driverAdapterError].some((behind) => behind !== error && isUnreachable(behind))
  )
}
