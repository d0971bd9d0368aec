import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { dayAt } from '@/lib/day'
import { importAgreement } from '@/lib/db/agreements/write'
import { connect } from '@/lib/db/client'
import type { ImportedAgreement } from '@/lib/import'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { serve } from '@/scripts/serve.mjs'
import { urlOf } from './templates'

/** With which the servers of this process sign their cookies. */
export const SECRET = randomBytes(24).toString('base64url')

type Given = { url?: string; proxies?: string[]; port?: number; patience?: number }

/** The built ledger on a free port, on whatever database it is given; stopped by `stop`, or with the process. */
export const startServer = async (connectionString: string, options: Given = {}) =>
  serve({
    host: '127.0.0.1',
    port: await pickFreePort(),
    connectionString,
    timeZone: 'UTC',
    secret: SECRET,
    // A slow machine is no crowd.
    patience: 120_000,
    ...options,
  })

type Server = Awaited<ReturnType<typeof startServer>>
type Place = { name: string; url: string; server: Server | null }

/** Places whose ledger was closed: the server goes on, and gets another database in place of the one it had. */
const free: Place[] = []

/** A ledger with these agreements and nothing else, in a database of its own, until it is closed. */
export async function openLedger(...agreements: ImportedAgreement[]) {
  const place = free.pop() ?? newPlace()
  const drop = () => administer(`DROP DATABASE IF EXISTS ${place.name} WITH (FORCE)`)
  try {
    await administer(`CREATE DATABASE ${place.name} TEMPLATE ${await templateWith(agreements)}`)
    place.server ??= await startServer(place.url)
    const { address } = place.server
    /** Stops the server, and starts it again at the same address when the work is done. */
    const restart = async (meanwhile: () => Promise<void>) => {
      await place.server?.stop()
      await meanwhile()
      place.server = await startServer(place.url, { port: Number(new URL(address).port) })
    }
    return { address, url: place.url, restart, close: () => drop().then(() => free.push(place)) }
  } catch (error) {
    await drop()
    throw error
  }
}

function newPlace(): Place {
  const name = `accord_browser_${randomBytes(6).toString('hex')}`
  return { name, url: urlOf(maintenance(), name), server: null }
}

/** The name of a database with these agreements, to be copied; whichever process asks for it first makes it. */
async function templateWith(agreements: ImportedAgreement[]): Promise<string> {
  const today = dayAt(new Date(), 'UTC')
  const content = JSON.stringify([today, agreements])
  const name = `accord_template_${createHash('sha256').update(content).digest('hex').slice(0, 12)}`
  await administer('SELECT pg_advisory_lock(4713, 2)', async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount) return
    const making = `${name}_made`
    await client.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${making}`)
    const connectionString = urlOf(maintenance(), making)
    await applyMigrations({ connectionString, log: () => {} })
    const db = connect(connectionString, 2)
    for (const agreement of agreements) await importAgreement(db, agreement, { actor: 'test', today })
    await db.$disconnect()
    await client.query(`ALTER DATABASE ${making} RENAME TO ${name}`)
  })
  return name
}

const maintenance = () => process.env.TEST_DATABASE_URL ?? ''

/** Runs a statement on the server of the tests' databases, and what goes on in the same session. */
async function administer(statement: string, goOn?: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: maintenance() })
  await client.connect()
  try {
    await client.query(statement)
    await goOn?.(client)
  } finally {
    await client.end()
  }
}
