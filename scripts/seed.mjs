import pg from 'pg'
import { program, runNode } from './command.mjs'

/** Whether the ledger holds no agreement yet. @param {string} connectionString */
export async function isEmpty(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query('select from "Agreement" limit 1')).rowCount === 0
  } finally {
    await client.end()
  }
}

/**
 * Writes the agreements in prisma/data; what is there already stays as it is.
 * @param {string} connectionString
 * @param {string} timeZone
 */
export async function seed(connectionString, timeZone) {
  const env = { ...process.env, DATABASE_URL: connectionString, ACCORD_TIME_ZONE: timeZone }
  await runNode([program('seed')], { env, sentence: 'The first agreement could not be written.' })
}
