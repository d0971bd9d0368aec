import path from 'node:path'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { connected } from '../support/database'
import { SECRET, startLedger } from '../support/ledgers'
import { schemaOf } from '../support/schema'
import { verify } from '../support/verdict'

const startOn = async (connectionString: string, dataDir: string) =>
  startLedger({
    DATABASE_URL: connectionString,
    ACCORD_SECRET: SECRET,
    ACCORD_DATA_DIR: dataDir,
    PORT: String(await pickFreePort()),
  })

/** Three nodes that start at once on an empty database make one ledger, which verifies. */
export async function startThree(connectionString: string, scratch: string, wrong: string[]) {
  const nodes = await Promise.all(
    [1, 2, 3].map((node) => startOn(connectionString, path.join(scratch, `node-${node}`))),
  )
  const totals = await Promise.all(
    nodes.map(async ({ address }) => {
      const answer = (await (await fetch(`${address}/api/v1/commitments`)).json()) as { total: number }
      return answer.total
    }),
  )
  const [total = 0] = totals
  const seeded = nodes.filter(({ said }) => said().includes('✓ seeded')).length
  if (new Set(totals).size !== 1 || total <= 0) wrong.push(`three nodes tell of ${totals.join(', ')} commitments`)
  console.log(`three nodes at once on an empty database: each tells of ${total}, ${seeded} went to seed it`)
  console.log(await verify(connectionString))
  for (const { stop } of nodes) await stop()
}

/** A database that has a migration of a newer version is refused in a sentence and left as it is. */
export async function refuseNewer(connectionString: string, scratch: string, wrong: string[]) {
  await applyMigrations({ connectionString, log: () => {} })
  await connected(connectionString, (client) =>
    client.query(`INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name)
      VALUES ('newer', repeat('0', 64), now(), '29990101000000_of_a_newer_version')`),
  )
  const before = await schemaOf(connectionString)
  const said = await startOn(connectionString, path.join(scratch, 'newer')).then(
    () => 'nothing',
    (error: { output?: string }) => String(error.output).trim().split('\n').at(-1) ?? '',
  )
  if (!/^The database is newer than this version of the ledger: .+; update the ledger\.$/.test(said))
    wrong.push(`a newer database was answered ${said}`)
  if ((await schemaOf(connectionString)) !== before) wrong.push('a newer database was changed')
  console.log(`a newer database: ${said}`)
}
