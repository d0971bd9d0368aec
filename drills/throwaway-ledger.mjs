import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build, generateClient, installPackages } from '../scripts/setup.mjs'
import { beforeLeaving, leave } from '../scripts/shutdown.mjs'

/** With which throw-away ledgers sign their cookies. */
export const SECRET = 'only-for-throw-away-ledgers-0123456789'

/**
 * The built ledger with the first agreement, on a PostgreSQL of its own that keeps what it acknowledged (fsync on), in
 * a folder that goes when the script ends.
 */
export async function throwawayLedger() {
  await installPackages()
  await generateClient()
  await build()
  const scratch = mkdtempSync(path.join(tmpdir(), 'accord-drill-'))
  // PostgreSQL may run as another account than root, and has to pass.
  chmodSync(scratch, 0o711)
  beforeLeaving(() => rmSync(scratch, { recursive: true, force: true }))
  const [{ openPostgres }, { applyMigrations }, { seed }] = await Promise.all([
    import('../scripts/postgres.mjs'),
    import('../scripts/migrate.mjs'),
    import('../scripts/seed.mjs'),
  ])
  const [{ serve }, { pickFreePort }] = await Promise.all([
    import('../scripts/serve.mjs'),
    import('../scripts/port.mjs'),
  ])
  const { connectionString } = await openPostgres({
    dataDir: path.join(scratch, 'data'),
    address: '',
    onLost: () => leave(1),
  })
  await applyMigrations({ connectionString })
  await seed(connectionString, 'UTC')
  const port = await pickFreePort()
  const { address, pid } = await serve({ host: '127.0.0.1', port, connectionString, timeZone: 'UTC', secret: SECRET })
  return { address, pid, connectionString }
}
