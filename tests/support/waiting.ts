import { vi } from 'vitest'

/** How long tests wait for what must come, in milliseconds: a machine that is busy is no fault of the ledger's. */
export const PATIENCE = 30_000

/** Resolves once this throws no more, and to what it gives then. */
export const until = <Value>(holds: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(holds, { timeout: PATIENCE, interval: 50 })
