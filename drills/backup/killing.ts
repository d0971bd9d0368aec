import { setTimeout as pause } from 'node:timers/promises'
import type { Running } from './commands'

/** Kills a command after so many seconds, unless it has ended by then; resolves to how long it ran, in words. */
export async function killWithin(running: Running, seconds: number): Promise<string> {
  const began = performance.now()
  await Promise.race([running.ended, pause(seconds * 1_000)])
  running.kill()
  await running.ended
  return `${((performance.now() - began) / 1000).toFixed(2)} s`
}
