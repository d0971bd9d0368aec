import path from 'node:path'
import { createInterface } from 'node:readline'
import { end, followParent, start } from '@/scripts/command.mjs'
import { beforeLeaving } from '@/scripts/shutdown.mjs'
import { becomes } from '../support/patience'

/** What a crowd has met so far. */
export type Met = {
  open: number
  /** By status, and what went wrong, by its code. */
  answers: Record<string, number>
  /** The last change that streams were told of, by how many were. */
  told: Record<string, number>
}
export type Crowd = Awaited<ReturnType<typeof gather>>

/** How long a crowd may take to come, in milliseconds. */
const COMES_WITHIN = 60_000

/** Starts a process that is a crowd at this ledger; `first` is the first of their addresses. */
export async function gather(
  does: 'readers' | 'slow' | 'streams',
  address: string,
  many: number,
  first: string,
  wrong: string[],
) {
  const program = path.join(import.meta.dirname, 'crowd.ts')
  const args = [...followParent, '--import', 'tsx', program, does, new URL(address).port, String(many), first]
  const child = start(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const forget = beforeLeaving(() => end(child, 2_000))
  let met: Met = { open: 0, answers: {}, told: {} }
  if (child.stdout)
    createInterface(child.stdout).on('line', (line) => {
      met = JSON.parse(line)
    })
  return {
    met: () => met,
    say: (order: 'begin' | 'rest') => child.stdin?.write(`${order}\n`),
    leave: () => end(child, 2_000).finally(forget),
    async until(is: (met: Met) => boolean, what: string) {
      const began = performance.now()
      if (!(await becomes(() => is(met), COMES_WITHIN)))
        wrong.push(`not so within ${COMES_WITHIN / 1_000} s: ${what} (${JSON.stringify(met)})`)
      console.log(`${what}: after ${((performance.now() - began) / 1_000).toFixed(1)} s`)
    },
  }
}
