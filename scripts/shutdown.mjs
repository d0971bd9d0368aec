import { report } from './failure.mjs'

/** @type {Set<() => unknown>} */
const undoings = new Set()
let leaving = false

/**
 * Registers what must be stopped before the process ends; the last registered is stopped first.
 * @param {() => unknown} undo
 * @returns {() => void} takes the registration back
 */
export function beforeLeaving(undo) {
  undoings.add(undo)
  return () => undoings.delete(undo)
}

/** Whether the process is ending, so that what it started may end too. */
export const isLeaving = () => leaving

/** Stops everything in reverse order and ends the process; a second call changes nothing. @param {number} code */
export async function leave(code) {
  if (leaving) return
  leaving = true
  for (const undo of [...undoings].reverse()) {
    try {
      await undo()
    } catch (error) {
      report(error)
      code ||= 1
    }
  }
  process.exit(code)
}

/**
 * Runs a script's work; a failure is reported and ends the process with code 1, a signal with `codeOnSignal`.
 * When npm started the script and is gone, nothing is left that could tell it to end, so it ends by itself.
 * @param {{ codeOnSignal: number }} options
 * @param {() => Promise<unknown>} work
 */
export async function conduct({ codeOnSignal }, work) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => leave(codeOnSignal))
  // A terminal or pipe that is closed must not keep the rest from being stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid !== parent && leave(codeOnSignal), 250).unref()
  }
  const fail = (/** @type {unknown} */ error) => {
    // While the process ends, things break because of that, such as a connection to the PostgreSQL that is being stopped.
    if (leaving) return
    report(error)
    return leave(1)
  }
  process.on('uncaughtException', fail)
  await work().catch(fail)
}
