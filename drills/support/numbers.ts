/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** One of these, chosen by a number from 0 to 1. */
export function pick<T>(all: readonly T[], number: number): T {
  const one = all[Math.floor(number * all.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

/** The number that this share of all of them do not exceed: 0.95 for the 95th percentile, 1 for the largest. NaN of none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const median = (numbers: readonly number[]) => percentile(numbers, 0.5)

/** Adds one to the count of a kind. */
export function count(tally: Record<string, number>, kind: string | number): void {
  tally[kind] = (tally[kind] ?? 0) + 1
}
