import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsOn, inDateOrder, newestFirst } from '@/lib/follow-up'
import { aFollowUp } from '@/tests/support/build'
import { generatedFollowUps } from '@/tests/support/histories'

test('a follow-up counts from its last day', () => {
  expect(countsOn(aFollowUp({ occurredOn: '2024-01-18' }))).toBe('2024-01-18')
  expect(countsOn(aFollowUp({ occurredOn: '2024-01-18', endedOn: '2024-03-20' }))).toBe('2024-03-20')
})

test('follow-ups of one day stand by key, so that no list depends on who made it', () => {
  const [a, b] = [aFollowUp({ key: 'a' }), aFollowUp({ key: 'b' })]
  expect(inDateOrder([b, a])).toEqual([a, b])
  expect(newestFirst([a, b])).toEqual([b, a])
  fc.assert(
    fc.property(generatedFollowUps, (followUps) => {
      expect(inDateOrder([...followUps].reverse())).toEqual(inDateOrder(followUps))
      expect(newestFirst(followUps)).toEqual(inDateOrder(followUps).reverse())
    }),
  )
})
