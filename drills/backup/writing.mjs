import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { pause } from '../random.mjs'
import { SECRET } from '../throwaway-ledger.mjs'
import { openWriters } from '../writers.mjs'
import { complete } from './commands.mjs'

/**
 * Each backup of a ledger in which people write restores to one that verifies, and has all that was acknowledged before.
 * @param {import('../backup.mjs').Stage} stage
 */
export async function backUpUnderWriters({ newLedger, newDatabase, serveOn, scratch, random, rounds, seed, wrong }) {
  const connectionString = await newLedger()
  const server = await serveOn(connectionString)
  const file = path.join(scratch, 'acknowledged')
  const writers = await openWriters({
    ...{ connectionString, secret: SECRET, file, seed, writers: 6, addressOf: () => server.address },
  })
  writers.start()
  for (let round = 1; round <= rounds && wrong.length === 0; round += 1) {
    await pause(200 + random() * 800)
    const before = acknowledgedIn(file)
    const backup = path.join(scratch, `under-writers-${round}.gz`)
    await complete('backup', [backup], { DATABASE_URL: connectionString })
    const meanwhile = acknowledgedIn(file).length - before.length
    const restored = await newDatabase()
    await complete('restore', [backup], { DATABASE_URL: restored })
    const kept = await writtenIn(restored)
    const lost = before.filter((says) => !kept.has(says))
    wrong.push(...lost.map((says) => `round ${round}: ${says} was acknowledged before the backup, and is not in it`))
    console.log(
      `backup ${round}: ${before.length} acknowledged before and ${meanwhile} meanwhile, ${kept.size} in it, verified; ${lost.length} lost`,
    )
  }
  await writers.rest()
  wrong.push(...(await writers.compare(connectionString)))
  writers.close()
  await server.stop()
}

/** @param {string} file @returns {string[]} */
const acknowledgedIn = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).says)

/** @param {string} connectionString @returns {Promise<Set<string>>} */
async function writtenIn(connectionString) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client
    .query(`SELECT "rationaleEn" AS says FROM "Assessment" WHERE "rationaleEn" LIKE 'Drill form %'`)
    .finally(() => client.end())
  return new Set(rows.map(({ says }) => says))
}
