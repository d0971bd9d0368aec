import { ANONYMOUS } from '@/lib/account'
import type { ActionState } from '@/lib/action'
import { type Level, log } from '@/server/request/log'

/** What the line of an action says, as far as it becomes known while it runs: `changes` are numbers in the record. */
export type ActionLine = { actor: string; changes: number[]; reason?: string }

/** Runs an action, and writes one line of what came of it. */
export async function logged<Value>(
  action: string,
  run: (line: ActionLine) => Promise<ActionState<Value>>,
): Promise<ActionState<Value>> {
  const began = performance.now()
  const line: ActionLine = { actor: ANONYMOUS, changes: [] }
  const say = (level: Level, message: string, code?: string) =>
    log(level, message, { action, ...line, code, ms: Math.round(performance.now() - began) })
  try {
    const state = await run(line)
    if (state.done) say('info', 'done')
    else say(SUSPICIOUS.has(state.code) ? 'warn' : 'info', 'refused', state.code)
    return state
  } catch (error) {
    // Next leads elsewhere by throwing; the line of any other error says what it was (instrumentation.ts).
    if (String((error as { digest?: unknown } | null)?.digest).startsWith('NEXT_')) say('info', 'done')
    else say('error', 'failed')
    throw error
  }
}

const SUSPICIOUS: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'LIMITED'])
