import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { dayAt } from '@/lib/day'
import { connect } from '@/lib/db/client'
import { importAgreement } from '@/lib/db/import'
import type { ImportedAgreement } from '@/lib/import'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { serve } from '@/scripts/serve.mjs'
import { urlOf } from './templates'

/** With which the servers of this process sign their cookies. */
export const SECRET = randomBytes(24).toString('base64url')

/** The built ledger on a free port, on whatever database it is given; stopped by `stop`, or with the process. */
export const startServer = async (connectionString: string, options: { url?: string; proxies?: string[] } = {}) =>
  serve({
    host: '127.0.0.1',
    port: await pickFreePort(),
    connectionString,
    timeZone: 'UTC',
    secret: SECRET,
    ...options,
  })

/** A ledger with these agreements and nothing else, in a database of its own, until it is closed. */
export async function openLedger(...agreements: ImportedAgreement[]) {
  const maintenance = process.env.TEST_DATABASE_URL ?? ''
  const name = `accord_browser_${randomBytes(6).toString('hex')}`
  const url = urlOf(maintenance, name)
  const drop = () => administer(maintenance, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  try {
    await administer(maintenance, `CREATE DATABASE ${name}`)
    await applyMigrations({ connectionString: url, log: () => {} })
    const db = connect(url, 2)
    const today = dayAt(new Date(), 'UTC')
    for (const agreement of agreements) await importAgreement(db, agreement, { actor: 'test', today })
    await db.$disconnect()
    const { address, stop } = await startServer(url)
    return { address, url, close: () => stop().then(drop) }
  } catch (error) {
    await drop()
    throw error
  }
}

async function administer(maintenance: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenance })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
