import { afterEach, expect, test, vi } from 'vitest'
import { today } from '@/server/request/ledger'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

test.each([
  ['', '2026-11-22'],
  ['UTC', '2026-11-22'],
  ['Asia/Shanghai', '2026-11-23'],
  ['America/Los_Angeles', '2026-11-22'],
])('today is the day in ACCORD_TIME_ZONE (%s)', (zone, day) => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T16:30:00Z') })
  vi.stubEnv('ACCORD_TIME_ZONE', zone)
  expect(today()).toBe(day)
})
