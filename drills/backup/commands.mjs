import path from 'node:path'
import { end, start } from '../../scripts/command.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { root } from '../../scripts/settings.mjs'
import { beforeLeaving } from '../../scripts/shutdown.mjs'
import { only } from '../own-start.mjs'
import { pause } from '../random.mjs'

/** How long a backup or a restore may take, in milliseconds. */
const PATIENCE = 900_000

/**
 * `npm run backup` or `npm run restore` as it begins, with these settings alone.
 * @param {'backup' | 'restore'} script
 * @param {string[]} args
 * @param {Record<string, string>} settings
 */
export function begin(script, args, settings) {
  const peak = path.join(root, 'drills', 'backup', 'peak.mjs')
  const options = /** @type {const} */ ({ env: only(settings), stdio: ['ignore', 'pipe', 'pipe'] })
  const child = start(process.execPath, ['--import', peak, `scripts/${script}.mjs`, ...args], options)
  const forget = beforeLeaving(() => end(child, 5_000))
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      said += chunk
    })
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once('close', resolve))
  ended.finally(forget)
  return { ended, said: () => said, kill: () => child.kill('SIGKILL'), stop: () => end(child, 5_000) }
}

/**
 * The same to its end. Throws a Failure with what it said when it fails.
 * @param {Parameters<typeof begin>} call
 */
export async function complete(...call) {
  const began = performance.now()
  const running = begin(...call)
  const code = await Promise.race([running.ended, pause(PATIENCE).then(() => 'late')])
  if (code === 'late') await running.stop()
  const said = running.said()
  if (code !== 0) throw Object.assign(new Failure(`npm run ${call[0]} ended with ${code}.`), { output: said })
  const [, content = ''] = /content ([0-9a-f]{64})/.exec(said) ?? []
  const [, kilobytes] = /^peak (\d+) kB$/m.exec(said) ?? []
  return { said, content, megabytes: Number(kilobytes) / 1024, seconds: (performance.now() - began) / 1000 }
}
