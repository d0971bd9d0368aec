/** How many at once. */
export const AT_ONCE = 8

/**
 * Does something with each, a few at once, and once more with what was late, since a busy machine is no fault. Resolves to
 * the slowest, in milliseconds, and to what was late twice.
 */
export async function each<T>(all: readonly T[], patience: number, work: (one: T, nth: number) => Promise<void>) {
  const waiting = [...all.entries()]
  let slowest = 0
  const slow: [number, T][] = []
  const timed = async ([nth, one]: [number, T]) => {
    const began = performance.now()
    await work(one, nth)
    return Math.round(performance.now() - began)
  }
  const go = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const ms = await timed(next)
      slowest = Math.max(slowest, ms)
      if (ms > patience) slow.push(next)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, go))
  const late: string[] = []
  for (const one of slow) {
    const ms = await timed(one)
    if (ms > patience) late.push(`${JSON.stringify(one[1]).slice(0, 500)} took ${ms} ms`)
  }
  return { slowest, late }
}
