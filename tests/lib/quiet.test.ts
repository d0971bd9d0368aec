import { describe, expect, test } from 'vitest'
import { quietFor } from '@/lib/commitment'

const COMPILED = '2025-12-31'
const item = {
  type: 'MECHANISM',
  condition: 'ACTIVE' as const,
  reviewEveryDays: null,
  lastFollowUpOn: '2024-12-31',
} as const

describe('a commitment is quiet', () => {
  test.each([
    ['not on the last day of its interval', item, '2025-12-31', null],
    ['from the day after', { ...item, lastFollowUpOn: '2024-12-30' }, '2025-12-31', 366],
    ['by its own interval where it has one', { ...item, reviewEveryDays: 180 }, '2025-06-30', 181],
    ['only up to the day until which was looked', { ...item, lastFollowUpOn: '2025-06-01' }, '2026-11-22', null],
    ['never without an interval', { ...item, type: 'CONDUCT' as const, lastFollowUpOn: '2023-11-16' }, COMPILED, null],
    [
      'never once nothing further is expected',
      { ...item, condition: 'CONCLUDED' as const, lastFollowUpOn: '2023-11-16' },
      COMPILED,
      null,
    ],
    ['never without a follow-up, which is another matter', { ...item, lastFollowUpOn: null }, COMPILED, null],
  ])('%s', (_, commitment, asOf, expected) => {
    expect(quietFor(commitment, COMPILED, asOf)).toBe(expected)
  })
})
