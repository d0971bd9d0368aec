import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CONDITIONS,
  type Condition,
  type Contradiction,
  contradictionIn,
  PROGRESS_BAND,
  STATUS_KEYS,
  Status,
  statusKey,
  TYPES,
} from '@/lib/status'

type Case = {
  type?: (typeof TYPES)[number]
  status?: Status | null
  condition?: Condition
  progress?: number | null
  supersededBy?: string | null
}
const judge = ({ type = 'MECHANISM', status = null, condition = 'ACTIVE', progress = null, supersededBy }: Case) =>
  contradictionIn(type, { status, condition, progress, supersededBy })

describe('a judgement', () => {
  test.each<[Case, Contradiction | null]>([
    [{}, null],
    [{ status: 'AGREED', progress: 0 }, null],
    [{ status: 'AGREED', progress: null }, null],
    [{ status: 'AGREED', progress: 1 }, 'progressOutsideBand'],
    [{ status: 'NO_RECORD', progress: 0 }, 'progressOutsideBand'],
    [{ status: 'INITIATED', progress: 0 }, 'progressOutsideBand'],
    [{ status: 'INITIATED', progress: 1 }, null],
    [{ status: 'INITIATED', progress: 39 }, null],
    [{ status: 'INITIATED', progress: 40 }, 'progressOutsideBand'],
    [{ status: 'UNDERWAY', progress: 39 }, 'progressOutsideBand'],
    [{ status: 'UNDERWAY', progress: 40 }, null],
    [{ status: 'UNDERWAY', progress: 99 }, null],
    [{ status: 'UNDERWAY', progress: 100 }, 'progressOutsideBand'],
    [{ status: 'UNDERWAY', progress: 50.5 }, 'progressOutsideBand'],
    [{ status: 'UNDERWAY', progress: Number.NaN }, 'progressOutsideBand'],
    [{ status: 'FULFILLED', progress: 99 }, 'progressOutsideBand'],
    [{ status: 'FULFILLED', progress: 100 }, null],
    [{ status: null, progress: 0 }, 'progressOutsideBand'],
    [{ type: 'PRINCIPLE', status: 'DECLARATORY', progress: 0 }, 'progressOutsideBand'],
    [{ type: 'PRINCIPLE', status: 'DECLARATORY' }, null],
    [{ type: 'PRINCIPLE', status: null }, null],
    [{ type: 'PRINCIPLE', status: 'AGREED' }, 'declaratoryMismatch'],
    [{ type: 'MECHANISM', status: 'DECLARATORY' }, 'declaratoryMismatch'],
    [{ status: 'AGREED', condition: 'CONCLUDED' }, 'concludedTooEarly'],
    [{ status: 'NO_RECORD', condition: 'CONCLUDED' }, 'concludedTooEarly'],
    [{ status: 'INITIATED', condition: 'CONCLUDED' }, null],
    [{ status: null, condition: 'CONCLUDED' }, null],
    [{ status: 'UNDERWAY', condition: 'SUPERSEDED' }, 'supersededByNothing'],
    [{ status: 'UNDERWAY', condition: 'SUPERSEDED', supersededBy: 'T-02' }, null],
    [{ status: 'UNDERWAY', condition: 'ACTIVE', supersededBy: 'T-02' }, 'supersededByNothing'],
    [{ status: 'AGREED', condition: 'SUSPENDED', progress: 0 }, null],
  ])('of %j contradicts itself: %s', (given, contradiction) => expect(judge(given)).toBe(contradiction))

  test('without progress is never outside a band, and with it only inside its own', () => {
    const statuses = fc.constantFrom(null, ...Object.values(Status))
    fc.assert(
      fc.property(statuses, fc.option(fc.integer({ min: -1, max: 101 })), (status, progress) => {
        const band = PROGRESS_BAND[statusKey(status)]
        const fits = progress === null || (band !== null && progress >= band[0] && progress <= band[1])
        expect(judge({ status, progress }) !== 'progressOutsideBand').toBe(fits)
      }),
    )
  })
})

test('statuses, conditions and types stand in the order of the method', () => {
  expect(STATUS_KEYS.join(' ')).toBe('UNASSESSED AGREED NO_RECORD INITIATED UNDERWAY FULFILLED DECLARATORY')
  expect(CONDITIONS.join(' ')).toBe('ACTIVE STALLED SUSPENDED REVERSED SUPERSEDED CONCLUDED')
  expect(TYPES.join(' ')).toBe('PRINCIPLE MECHANISM NEGOTIATION DELIVERABLE TARGET CONDUCT')
})
