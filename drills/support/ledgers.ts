import type { SpawnOptions } from 'node:child_process'
import path from 'node:path'
import { end, start } from '@/scripts/command.mjs'
import { Failure } from '@/scripts/failure.mjs'
import { applyMigrations } from '@/scripts/migrate.mjs'
import { pickFreePort } from '@/scripts/port.mjs'
import { openPostgres } from '@/scripts/postgres.mjs'
import { seed } from '@/scripts/seed.mjs'
import { serve } from '@/scripts/serve.mjs'
import { beforeLeaving, leave } from '@/scripts/shutdown.mjs'

/** What the ledgers of drills sign their cookies with. */
export const SECRET = 'only-for-throw-away-ledgers-0123456789'

const SETTINGS = [
  'DATABASE_URL',
  'HOST',
  'PORT',
  'ACCORD_TIME_ZONE',
  'ACCORD_DATA_DIR',
  'ACCORD_SECRET',
  'ACCORD_URL',
  'ACCORD_PROXY',
  'ACCORD_OWNER_EMAIL',
  'ACCORD_OWNER_PASSWORD',
]

/** The environment with these settings of the ledger and none of this machine's own. */
export const only = (settings: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...Object.fromEntries(SETTINGS.map((name) => [name, ''])),
  ...settings,
  // Has it end by itself when this process is gone, as under npm.
  npm_lifecycle_event: 'drill',
})

export type StartedLedger = Awaited<ReturnType<typeof startLedger>>

/** The ledger as `npm start` brings it up, with these settings alone. Resolves when it answers; ends before this process does. */
export async function startLedger(settings: Record<string, string>) {
  const began = performance.now()
  const options: SpawnOptions = { env: only(settings), stdio: ['ignore', 'pipe', 'pipe'] }
  const child = start(process.execPath, ['scripts/start.mjs'], options)
  const forget = beforeLeaving(() => end(child, 15_000))
  let said = ''
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve())).finally(forget)
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        said += chunk
        if (said.includes(`\nhttp://127.0.0.1:${settings.PORT}\n`)) resolve()
      })
    ended.then(() => reject(Object.assign(new Failure('The ledger did not start.'), { output: said })))
  })
  return {
    pid: child.pid ?? 0,
    address: `http://127.0.0.1:${settings.PORT}`,
    seconds: (performance.now() - began) / 1000,
    ended,
    said: () => said,
    stop: () => end(child, 15_000),
  }
}

/** The built web server alone, on a database that has the schema or is away. */
export const serveOn = async (connectionString: string) =>
  serve({
    host: '127.0.0.1',
    port: await pickFreePort(),
    timeZone: 'UTC',
    silent: true,
    secret: SECRET,
    connectionString,
  })

/** Brings a database to the present schema and enters the first agreement. */
export async function enterAgreement(connectionString: string): Promise<void> {
  await applyMigrations({ connectionString, log: () => {} })
  await seed(connectionString, 'UTC')
}

/** The web server and the first agreement on a PostgreSQL of its own in this folder, which keeps what it acknowledged (fsync on). */
export async function throwawayLedger(scratch: string) {
  const dataDir = path.join(scratch, 'data')
  const { connectionString } = await openPostgres({ dataDir, address: '', onLost: () => leave(1) })
  await enterAgreement(connectionString)
  const { address, pid } = await serveOn(connectionString)
  return { address, pid, connectionString }
}
