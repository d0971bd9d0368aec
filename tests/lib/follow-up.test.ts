import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsOn, type Effect, inDateOrder, newestFirst } from '@/lib/follow-up'
import { aFollowUp } from '@/tests/support/build'
import { generatedFollowUps } from '@/tests/support/histories'
import { nextStepIn } from '@/tests/support/next-step'

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

test.each<[string, Effect[], string | null]>([
  ['nothing followed', [], null],
  ['a meeting was held', ['HELD'], null],
  ['a step was agreed', ['STEP_AGREED'], 'step 0'],
  ['it was then held', ['STEP_AGREED', 'HELD'], null],
  ['a report and a setback came after it', ['STEP_AGREED', 'REPORTED', 'SETBACK'], 'step 0'],
  ['it was then suspended', ['STEP_AGREED', 'SUSPENDED'], null],
  ['another was agreed after it', ['STEP_AGREED', 'HELD', 'STEP_AGREED'], 'step 2'],
])('the next step where %s', (_, effects, summary) => {
  const followUps = effects.map((effect, index) =>
    aFollowUp({ key: `${index}`, effect, occurredOn: `2024-0${index + 1}-01`, summaryEn: `step ${index}` }),
  )
  expect(nextStepIn([...followUps].reverse())?.summaryEn ?? null).toBe(summary)
  expect(nextStepIn(followUps.map((followUp) => ({ ...followUp, relation: 'CONTEXT' as const })))).toBeNull()
})
