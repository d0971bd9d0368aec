import fc from 'fast-check'
import { dayOf } from '@/lib/day'
import type { FollowUp } from '@/lib/follow-up'
import { Effect, Relation, SourceTier } from '@/lib/follow-up'
import { TYPES } from '@/lib/status'
import { aFollowUp, aSource, SUMMIT } from './build'

const days = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map(dayOf)

export const generatedDay = (to = '2026-11-22') => days(SUMMIT, to)

const sources = fc.array(fc.record({ n: fc.nat({ max: 3 }), tier: fc.constantFrom(...Object.values(SourceTier)) }), {
  minLength: 1,
  maxLength: 3,
})

const followUp: fc.Arbitrary<Partial<FollowUp>> = fc.record({
  occurredOn: days(SUMMIT, '2025-06-30'),
  endedOn: fc.option(days('2025-07-01', '2026-06-30'), { freq: 4 }),
  relation: fc.constantFrom(Relation.DIRECT, Relation.DIRECT, Relation.DIRECT, Relation.CONTEXT),
  effect: fc.constantFrom(...Object.values(Effect)),
  sources: sources.map((list) => list.map(({ n, tier }) => aSource({ url: `https://example.org/${n}`, tier }))),
})

/** Follow-ups of one commitment, after the summit, in no order. */
export const generatedFollowUps: fc.Arbitrary<FollowUp[]> = fc
  .array(followUp, { maxLength: 6 })
  .map((list) => list.map((parts, index) => aFollowUp({ key: `event-${index}`, ...parts })))

export const generatedInput = fc.record({
  type: fc.constantFrom(...TYPES),
  delivered: fc.boolean(),
  concludedOn: fc.constant(SUMMIT),
  followUps: generatedFollowUps,
})
