import { spawnSync } from 'node:child_process'
import { end, start } from '../scripts/command.mjs'
import { Failure } from '../scripts/failure.mjs'
import { beforeLeaving } from '../scripts/shutdown.mjs'

const OWN_SETTINGS = [
  ...['DATABASE_URL', 'HOST', 'PORT', 'ACCORD_TIME_ZONE', 'ACCORD_DATA_DIR', 'ACCORD_SECRET', 'ACCORD_URL'],
  ...['ACCORD_PROXY', 'ACCORD_OWNER_EMAIL', 'ACCORD_OWNER_PASSWORD'],
]

/** These settings, and nothing of this machine's own. @param {Record<string, string>} settings */
export const only = (settings) => ({
  ...process.env,
  ...Object.fromEntries(OWN_SETTINGS.map((name) => [name, ''])),
  ...settings,
  // As under npm: it ends by itself when this script is gone.
  npm_lifecycle_event: 'drill',
})

/**
 * The ledger as `npm start` brings it up, with nothing of this machine's own settings. Resolves when it answers; is told
 * to end before this script does.
 * @param {Record<string, string>} settings
 */
export async function startLedger(settings) {
  const began = performance.now()
  const options = /** @type {const} */ ({ env: only(settings), stdio: ['ignore', 'pipe', 'pipe'] })
  const child = start(process.execPath, ['scripts/start.mjs'], options)
  const forget = beforeLeaving(() => end(child, 15_000))
  let said = ''
  const ended = new Promise((resolve) => child.once('exit', () => resolve(undefined))).finally(forget)
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        said += chunk
        if (said.includes(`\nhttp://127.0.0.1:${settings.PORT}\n`)) resolve(undefined)
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

/** The processes that a process started, and those that they started. @param {number} pid @returns {number[]} */
export function descendantsOf(pid) {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const found = [pid]
  for (const parent of found) for (const [child = 0, of] of pairs) if (of === parent) found.push(child)
  return found.slice(1)
}

/** Kills these at once; some end by themselves in the moment in which the others are killed. @param {number[]} pids */
export function killAll(pids) {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
    }
}
