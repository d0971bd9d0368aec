import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { importAgreement } from '@/lib/db/agreements/write'
import { connect } from '@/lib/db/client'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { TODAY } from './build'
import { summit } from './summit'

declare module 'vitest' {
  interface ProvidedContext {
    empty: string
    seeded: string
  }
}

/**
 * Makes two databases that every test file copies in a moment: an empty ledger, and one with the first agreement.
 * They are dropped when the run ends.
 */
export default async function setup(project: TestProject) {
  const maintenance = process.env.TEST_DATABASE_URL
  if (!maintenance)
    throw new Error(
      'TEST_DATABASE_URL is not set: it names a PostgreSQL in which tests may create databases; npm test sets it.',
    )
  const names = { empty: `accord_empty_${process.pid}`, seeded: `accord_seeded_${process.pid}` }
  const admin = new pg.Client({ connectionString: maintenance })
  await admin.connect()
  for (const name of [names.empty, names.seeded]) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)

  await admin.query(`CREATE DATABASE ${names.empty}`)
  await applyMigrations({ connectionString: urlOf(maintenance, names.empty), log: () => {} })
  await admin.query(`CREATE DATABASE ${names.seeded} TEMPLATE ${names.empty}`)
  const db = connect(urlOf(maintenance, names.seeded), 2)
  await importAgreement(db, summit(), { actor: 'seed', today: TODAY })
  await db.$disconnect()

  project.provide('empty', names.empty)
  project.provide('seeded', names.seeded)
  return async () => {
    for (const name of [names.empty, names.seeded]) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await admin.end()
  }
}

/** The address of a database on the server that TEST_DATABASE_URL names. */
export function urlOf(maintenance: string, name: string): string {
  const url = new URL(maintenance)
  url.pathname = `/${name}`
  return url.href
}
