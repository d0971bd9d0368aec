import { program, runNode } from './command.mjs'
import { connected } from './database/connect.mjs'

/** Whether the ledger holds no agreement yet. @param {string} connectionString */
export const isEmpty = (connectionString) =>
  connected(connectionString, 'accord-seed', async (client) => {
    const { rowCount } = await client.query('select from "Agreement" limit 1')
    return rowCount === 0
  })

/**
 * Writes the agreements in prisma/data; what is there already stays as it is.
 * @param {string} connectionString
 * @param {string} timeZone
 */
export async function seed(connectionString, timeZone) {
  const env = { ...process.env, DATABASE_URL: connectionString, ACCORD_TIME_ZONE: timeZone }
  await runNode([program('seed')], { env, sentence: 'The first agreement could not be written.' })
}
