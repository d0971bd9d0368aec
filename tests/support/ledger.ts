import { afterAll, beforeAll, vi } from 'vitest'
import type { ledger } from '@/lib/db/client'
import { TODAY } from './build'
import type { TestDatabase } from './database'

const kept = globalThis as { accordLedger?: ReturnType<typeof ledger> | undefined }

/** The ledger as after a start with this DATABASE_URL; with none, as before it. */
export async function startedWith(url: string): Promise<void> {
  await kept.accordLedger?.$disconnect()
  kept.accordLedger = undefined
  process.env.DATABASE_URL = url
}

/** Has the routes answer from a database for as long as the tests of this file or `describe` run. */
export function servedFrom(database: TestDatabase): void {
  beforeAll(() => startedWith(database.url))
  afterAll(() => startedWith(''))
}

/** Makes it the tests' day for all that reads the clock; timers run as ever. */
export function stopTheClock(): void {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${TODAY}T12:00:00Z`) })
  })
  afterAll(() => {
    vi.useRealTimers()
  })
}
