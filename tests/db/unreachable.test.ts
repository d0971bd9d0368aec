import { describe, expect, test } from 'vitest'
import { connect, isUnreachable } from '@/lib/db/client'
import type { Prisma } from '@/prisma/generated/client'
import { ownDatabase } from '@/tests/support/database'
import { PATIENCE } from '@/tests/support/waiting'

const database = ownDatabase({ seeded: true })

/** What a transaction fails with. */
const failureOf = (work: (tx: Prisma.TransactionClient) => Promise<unknown>): Promise<unknown> =>
  database.db.$transaction(work).then(
    () => 'nothing',
    (error) => error,
  )
const set = (tx: Prisma.TransactionClient, name: string, value: string) =>
  tx.$queryRaw`SELECT set_config(${name}, ${value}, true)`

/** Runs while nobody else can so much as read the commitments. */
async function whileLocked<T>(work: () => Promise<T>): Promise<T> {
  let result: T | undefined
  await database.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE "Commitment"`
      result = await work()
    },
    { timeout: PATIENCE },
  )
  return result as T
}

describe('that the database cannot serve for now', () => {
  test.each<[string, (tx: Prisma.TransactionClient) => Promise<unknown>]>([
    [
      'a query of our own that took too long',
      async (tx) => {
        await set(tx, 'statement_timeout', '20')
        await tx.$queryRaw`SELECT pg_sleep(5)`
      },
    ],
    [
      'a transaction on a replica, in words of our own',
      async (tx) => {
        await set(tx, 'transaction_read_only', 'on')
        await tx.$executeRaw`UPDATE "Commitment" SET version = version`
      },
    ],
    [
      'a transaction on a replica',
      async (tx) => {
        await set(tx, 'transaction_read_only', 'on')
        await tx.submission.create({ data: { key: 'k'.repeat(20), actor: 'a', action: 'a', result: {} } })
      },
    ],
    [
      'a connection that was ended',
      async (tx) => {
        await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
        await tx.commitment.count()
      },
    ],
    [
      'a connection that was ended between two queries',
      async (tx) => {
        const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
        await database.db.$queryRaw`SELECT pg_terminate_backend(${own?.pid}, 5000)`
        // The end of it is read before anything is sent.
        await new Promise((resolve) => setTimeout(resolve, 50))
        await tx.$executeRaw`UPDATE "Commitment" SET version = version`
      },
    ],
  ])('is said by %s', async (_, work) => {
    const error = await failureOf(work)
    expect(isUnreachable(error), String(error)).toBe(true)
  })

  test.each([
    ['lock_timeout', 'a lock that is held'],
    ['statement_timeout', 'a lock that is held for longer than a statement may take'],
  ])('is said by %s: %s', async (setting) => {
    const error = await whileLocked(() =>
      failureOf(async (tx) => {
        await set(tx, setting, '20')
        await tx.commitment.findFirst()
      }),
    )
    expect(isUnreachable(error), String(error)).toBe(true)
  })

  test('is said by a transaction that did not begin in time', async () => {
    const error = await whileLocked(() =>
      Promise.all(
        Array.from({ length: 6 }, () =>
          database.db
            .$transaction(async (tx) => tx.$queryRaw`SELECT pg_sleep(0.3)::text`, { maxWait: 10 })
            .then(() => null)
            .catch((reason) => reason),
        ),
      ).then((all) => all.find((one) => one !== null)),
    )
    expect(isUnreachable(error), String(error)).toBe(true)
  })
})

test('a query of our own says that the server is gone', async () => {
  const gone = connect('postgresql://nobody:x@127.0.0.1:1/none', 1)
  const error = await gone.$queryRaw`SELECT 1`.catch((reason) => reason)
  await gone.$disconnect()
  expect(isUnreachable(error), String(error)).toBe(true)
})

test.each<[string, (url: URL) => void]>([
  [
    'a password that is right no more',
    (url) => {
      url.password = 'wrong'
    },
  ],
  [
    'a database that is gone',
    (url) => {
      url.pathname = '/nowhere'
    },
  ],
  [
    'a server that encrypts no more',
    (url) => {
      url.search = '?sslmode=verify-full'
    },
  ],
])('is said by %s', async (_, change) => {
  const url = new URL(database.url)
  change(url)
  const db = connect(url.href, 1)
  const errors = await Promise.all([
    db.$queryRaw`SELECT 1`.catch((reason) => reason),
    db.commitment.count().catch((reason) => reason),
    db.$transaction((tx) => tx.commitment.count()).catch((reason) => reason),
  ])
  await db.$disconnect()
  for (const error of errors) expect(isUnreachable(error), String(error)).toBe(true)
})

test('a session that cannot be one of the ledger says so, in its sentence', async () => {
  await database.sql('ALTER SCHEMA public RENAME TO elsewhere')
  const db = connect(database.url, 1)
  const error = await db.$queryRaw`SELECT 1`.catch((reason) => reason)
  await db.$disconnect()
  await database.sql('ALTER SCHEMA elsewhere RENAME TO public')
  expect(isUnreachable(error), String(error)).toBe(true)
  expect(String(error)).toContain('has no schema public')
})

describe('that something was asked wrongly', () => {
  test.each<[string, (tx: Prisma.TransactionClient) => Promise<unknown>]>([
    ['a query that cannot be read', (tx) => tx.$queryRaw`SELECT nonsense`],
    ['a query that speaks of an outage', (tx) => tx.$queryRaw`SELECT nonsense AS "57014 08006"`],
    [
      'a key that is taken',
      async (tx) => {
        const data = { key: '57014-08006-53100-57P01', actor: 'a', action: 'a', result: {} }
        await tx.submission.create({ data })
        await tx.submission.create({ data })
      },
    ],
    ['a row that is not there', (tx) => tx.commitment.findUniqueOrThrow({ where: { ref: '57014' } })],
  ])('is said by %s', async (_, work) => {
    const error = await failureOf(work)
    expect(error).toBeInstanceOf(Error)
    expect(isUnreachable(error), String(error)).toBe(false)
  })

  test.each([[null], [undefined], ['57014'], [57014], [new Error('x')]])('is said by %j too', (error) => {
    expect(isUnreachable(error)).toBe(false)
  })
})
