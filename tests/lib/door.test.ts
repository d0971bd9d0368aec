import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { doorFor } from '@/scripts/door.mjs'

/** Somebody who comes to a door, and what became of them. */
function callerAt(come: ReturnType<typeof doorFor>) {
  const caller = { became: 'waiting', leave: () => {}, giveUp: () => {} }
  caller.giveUp = come({
    enter(leave) {
      caller.became = 'inside'
      caller.leave = () => {
        caller.became = 'gone'
        leave()
      }
    },
    refuse() {
      caller.became = 'refused'
    },
  })
  return caller
}

describe('a door', () => {
  test('lets so many in, so many wait, and refuses the next', () => {
    const come = doorFor({ atOnce: 2, waiting: 1 })
    const callers = Array.from({ length: 4 }, () => callerAt(come))
    expect(callers.map(({ became }) => became)).toEqual(['inside', 'inside', 'waiting', 'refused'])
    callers[0]?.leave()
    expect(callers[2]?.became).toBe('inside')
  })

  test('takes a second farewell of the same for none', () => {
    const come = doorFor({ atOnce: 1, waiting: 3 })
    const callers = Array.from({ length: 4 }, () => callerAt(come))
    callers[0]?.leave()
    callers[0]?.leave()
    expect(callers.map(({ became }) => became)).toEqual(['gone', 'inside', 'waiting', 'waiting'])
  })

  test('never holds more than it may, forgets nobody, and lets in whoever came first, whatever they do', () => {
    const step = fc.record({ does: fc.constantFrom('come', 'leave', 'giveUp'), who: fc.nat(30) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const come = doorFor({ atOnce: 3, waiting: 4 })
        const callers: ReturnType<typeof callerAt>[] = []
        const those = (became: string) => callers.filter((caller) => caller.became === became)
        for (const { does, who } of steps) {
          const first = those('waiting')[0]
          if (does === 'come') callers.push(callerAt(come))
          const inside = those('inside')
          const leaver = inside[who % Math.max(1, inside.length)]
          if (does === 'leave' && leaver) {
            leaver.leave()
            if (first) expect(first.became).toBe('inside')
          }
          const waiter = those('waiting')[who % Math.max(1, those('waiting').length)]
          if (does === 'giveUp' && waiter) {
            waiter.became = 'gone'
            waiter.giveUp()
          }
          expect(those('inside').length).toBeLessThanOrEqual(3)
          expect(those('waiting').length).toBeLessThanOrEqual(4)
          if (those('waiting').length > 0) expect(those('inside').length).toBe(3)
        }
      }),
    )
  })
})
