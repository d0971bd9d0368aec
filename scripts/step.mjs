import { isLeaving } from './shutdown.mjs'

/**
 * Runs one step and prints one line for it, with its time. While it takes long it shows that it is alive:
 * elapsed seconds rewritten on a terminal, a line every ten seconds elsewhere.
 * @template T
 * @param {string} doing shown while it runs, like "installing packages"
 * @param {string | ((result: T) => string)} done shown when it has succeeded, like "packages installed"
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(doing, done, work) {
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  const terminal = process.stdout.isTTY
  const clearLine = () => terminal && process.stdout.write('\r\x1b[K')
  const timer = setInterval(
    () => {
      clearLine()
      process.stdout.write(`… ${doing}  ${elapsed().toFixed(0)} s${terminal ? '' : '\n'}`)
    },
    terminal ? 1000 : 10_000,
  )
  let line = `✗ ${doing}`
  try {
    const result = await work()
    line = `✓ ${typeof done === 'string' ? done : done(result)}`
    return result
  } catch (error) {
    if (isLeaving()) line = `– ${doing}: stopped`
    throw error
  } finally {
    clearInterval(timer)
    clearLine()
    console.log(`${line}  ${elapsed().toFixed(1)} s`)
  }
}
