import { useSyncExternalStore } from 'react'

/** What was just recorded, in words, and the key with which it can be undone for a moment. */
export type Recorded = { message: string; undoes: string }

let latest: Recorded | null = null
const listeners = new Set<() => void>()

/** Shows on every page what was recorded, even after its form has gone; null removes it. */
export function announce(recorded: Recorded | null): void {
  latest = recorded
  for (const listener of listeners) listener()
}

export const useRecorded = (): Recorded | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => latest,
    () => null,
  )
