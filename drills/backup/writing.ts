import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connected } from '../support/database'
import { SECRET, serveOn } from '../support/ledgers'
import { acknowledgedIn, openWriters } from '../support/writers'
import { complete } from './commands'
import type { BackupStage } from './stage'

/** Each backup of a ledger in which people write restores to one that verifies and has all that was acknowledged before. */
export async function backUpUnderWriters(stage: BackupStage) {
  const { newLedger, newDatabase, scratch, random, rounds, seed, wrong } = stage
  const connectionString = await newLedger()
  const server = await serveOn(connectionString)
  const file = path.join(scratch, 'acknowledged')
  const addressOf = () => server.address
  const writers = await openWriters({ connectionString, secret: SECRET, file, seed, writers: 6, addressOf })
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
    const lost = before.filter(({ says }) => !kept.has(says))
    for (const { says } of lost)
      wrong.push(`round ${round}: ${says} was acknowledged before the backup, and is not in it`)
    console.log(
      `backup ${round}: ${before.length} acknowledged before and ${meanwhile} meanwhile, ${kept.size} in it, verified; ${lost.length} lost`,
    )
  }
  await writers.rest()
  wrong.push(...(await writers.compare(connectionString)))
  writers.close()
  await server.stop()
}

const writtenIn = (connectionString: string): Promise<Set<string>> =>
  connected(connectionString, async (client) => {
    const { rows } = await client.query(
      `SELECT "rationaleEn" AS says FROM "Assessment" WHERE "rationaleEn" LIKE 'Drill form %'`,
    )
    return new Set(rows.map(({ says }) => says))
  })
