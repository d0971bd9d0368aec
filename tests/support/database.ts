import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { connect } from '@/lib/db/client'
import type { PrismaClient } from '@/prisma/generated/client'
import { urlOf } from './templates'

export type TestDatabase = {
  url: string
  /** As the ledger connects to it. */
  db: PrismaClient
  /** Rows of plain SQL by a superuser, past Prisma and the domain: one statement, or several without values. */
  sql: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
  /** Closes the connections that `db` and `sql` keep; each opens another when it is used again. */
  rest: () => Promise<void>
  drop: () => Promise<void>
}

/** A database of its own on a real PostgreSQL, with the schema, and if `seeded` with the first agreement. */
export async function createDatabase({ seeded = false, timeZone = '' } = {}): Promise<TestDatabase> {
  const maintenance = process.env.TEST_DATABASE_URL ?? ''
  const name = `accord_test_${randomBytes(6).toString('hex')}`
  await administer(maintenance, `CREATE DATABASE ${name} TEMPLATE ${inject(seeded ? 'seeded' : 'empty')}`)
  if (timeZone) await administer(maintenance, `ALTER DATABASE ${name} SET timezone = '${timeZone}'`)

  const url = urlOf(maintenance, name)
  const db = connect(url, 5)
  const newPool = () => new pg.Pool({ connectionString: url, max: 3 }).on('error', () => {})
  let pool = newPool()
  return {
    url,
    db,
    sql: async (text, values) => (await pool.query(text, values)).rows,
    rest: async () => {
      await Promise.all([db.$disconnect(), pool.end()])
      pool = newPool()
    },
    drop: async () => {
      await Promise.all([db.$disconnect(), pool.end()])
      await administer(maintenance, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/** One database for the tests of a file or `describe`, made before the first and dropped after the last. */
export function ownDatabase(options: Parameters<typeof createDatabase>[0] = {}): TestDatabase {
  const held = {} as TestDatabase
  beforeAll(async () => {
    Object.assign(held, await createDatabase(options))
  })
  afterAll(() => held.drop?.())
  return held
}

async function administer(maintenance: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenance })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
