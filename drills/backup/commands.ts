import type { SpawnOptions } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { end, start } from '@/scripts/command.mjs'
import { Failure } from '@/scripts/failure.mjs'
import { beforeLeaving } from '@/scripts/shutdown.mjs'
import { only } from '../support/ledgers'
import { within } from '../support/patience'

/** How long a backup or a restore may take, in milliseconds. */
const PATIENCE = 900_000
/** How often its memory is looked at, in milliseconds. */
const LOOK_EVERY = 20

export type Running = ReturnType<typeof begin>
type Command = [script: 'backup' | 'restore', args: string[], settings: Record<string, string>]

/** Begins `npm run backup` or `npm run restore` with these settings alone. */
export function begin(...[script, args, settings]: Command) {
  const options: SpawnOptions = { env: only(settings), stdio: ['ignore', 'pipe', 'pipe'] }
  const child = start(process.execPath, [`scripts/${script}.mjs`, ...args], options)
  const forget = beforeLeaving(() => end(child, 5_000))
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      said += chunk
    })
  let peak = 0
  const look = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid))
  }, LOOK_EVERY)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve)).finally(() => {
    clearInterval(look)
    forget()
  })
  return {
    ended,
    said: () => said,
    /** The most memory that it has held, in MB. */
    peak: () => peak,
    kill: () => child.kill('SIGKILL'),
    stop: () => end(child, 5_000),
  }
}

/** The same to its end. Throws a Failure with what it said when it fails. */
export async function complete(...command: Command) {
  const began = performance.now()
  const running = begin(...command)
  const code = await within(running.ended, PATIENCE, 'late').catch(() => running.stop().then(() => 'no answer'))
  const said = running.said()
  if (code !== 0) throw Object.assign(new Failure(`npm run ${command[0]} ended with ${code}.`), { output: said })
  const [, content = ''] = /content ([0-9a-f]{64})/.exec(said) ?? []
  return { said, content, megabytes: running.peak(), seconds: (performance.now() - began) / 1000 }
}

/** The most memory that a process has held so far, in MB, as Linux counts it; 0 of one that has ended. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes = 0] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) / 1024
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0
    throw error
  }
}
