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

/** Whether the process is on its way out, so that things ending now is no surprise. */
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
 * When npm started the script and is gone, nobody is left to ask for the end, so the script ends too.
 * @param {{ codeOnSignal: number }} options
 * @param {() => Promise<unknown>} work
 */
export async function conduct({ codeOnSignal }, work) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => leave(codeOnSignal))
  // A closed terminal or pipe must not keep the rest from being stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) {
    setInterval(() => process.ppid !== parent && leave(codeOnSignal), 250).unref()
  }
  const fail = (/** @type {unknown} */ error) => {
    // What breaks while we leave, such as a connection to the PostgreSQL being stopped, broke because we leave.
    if (leaving) return
    report(error)
    return leave(1)
  }
  process.on('uncaughtException', fail)
  await work().catch(fail)
}
