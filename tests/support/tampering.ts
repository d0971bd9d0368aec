import { afterEach, beforeAll } from 'vitest'
import type { TestDatabase } from './database'

const TABLES = `SELECT relname::text AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname !~ '^(kept|_prisma)' ORDER BY 1`

/** Alters a database as a superuser does who has switched off every guard; what was there is back after each test. */
export function tamperingWith(database: TestDatabase) {
  const tamper = (statements: string) =>
    database.sql(`BEGIN; SET LOCAL session_replication_role = replica; ${statements}; COMMIT`)
  const names = async () => (await database.sql(TABLES)).map(({ name }) => String(name))
  /** To be called once the rows are there that are to be kept. */
  const keep = async () => {
    for (const name of await names()) await database.sql(`CREATE TABLE "kept${name}" AS TABLE "${name}"`)
  }
  beforeAll(keep)
  afterEach(async () => {
    const all = await names()
    const rows = all.map((name) => `INSERT INTO "${name}" TABLE "kept${name}"`)
    await tamper([`TRUNCATE ${all.map((name) => `"${name}"`)}`, ...rows].join(';'))
  })
  return { tamper, empty: async () => tamper(`TRUNCATE ${(await names()).map((name) => `"${name}"`)}`) }
}
