import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { doorFor } from '@/scripts/door.mjs'

const LIMITS = { most: 4, rooms: { write: { most: 3, patience: 5_000 }, read: { most: 3, patience: 500 } } }
type Door = ReturnType<typeof doorFor>

/** Somebody who comes to a door, and what became of them. */
function comeTo(door: Door, from: string, kind = 'read') {
  const caller = { from, kind, became: 'waiting', enter: () => become('inside'), refuse: () => become('refused') }
  const become = (what: string) => {
    // Told once, and never when gone.
    expect(caller.became).toBe('waiting')
    caller.became = what
  }
  door.come(caller)
  return caller
}
type Somebody = ReturnType<typeof comeTo>

function leave(door: Door, caller: Somebody) {
  caller.became = 'gone'
  door.leave(caller)
}

const became = (callers: Somebody[]) => callers.map((caller) => caller.became)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a door', () => {
  test('lets so many in, lets so many wait, and refuses the next', () => {
    const door = doorFor(LIMITS)
    const callers = Array.from({ length: 9 }, (_, n) => comeTo(door, `a${n}`))
    expect(became(callers)).toEqual([...Array(4).fill('inside'), ...Array(3).fill('waiting'), 'refused', 'refused'])
    leave(door, callers[1] as Somebody)
    expect(callers[4]?.became).toBe('inside')
  })

  test('keeps room for others, however many come from one origin', () => {
    const door = doorFor(LIMITS)
    const flood = Array.from({ length: 9 }, () => comeTo(door, 'flood'))
    expect(became(flood).filter((one) => one === 'inside')).toHaveLength(2)
    expect(comeTo(door, 'other').became).toBe('inside')
  })

  test('lets whoever asked least in first, and into a full room in the place of those who asked more', () => {
    const door = doorFor(LIMITS)
    const flood = ['x', 'y', 'z'].flatMap((from) => Array.from({ length: 4 }, () => comeTo(door, from)))
    const reader = comeTo(door, 'reader')
    expect(reader.became).toBe('waiting')
    leave(door, flood[0] as Somebody)
    expect(reader.became).toBe('inside')
  })

  test('takes a reader for no crowd for what a page asks for besides', () => {
    const door = doorFor(LIMITS)
    for (let part = 0; part < 20; part += 1) leave(door, comeTo(door, 'reader', 'write'))
    const crowd = ['x', 'y', 'z'].flatMap((from) => Array.from({ length: 4 }, () => comeTo(door, from)))
    const page = comeTo(door, 'reader')
    expect(page.became).toBe('waiting')
    leave(door, crowd[0] as Somebody)
    expect(page.became).toBe('inside')
  })

  test('refuses whoever has waited for too long', () => {
    const door = doorFor(LIMITS)
    const callers = Array.from({ length: 4 }, (_, n) => comeTo(door, `a${n}`))
    const [read, write] = [comeTo(door, 'b'), comeTo(door, 'b', 'write')]
    vi.advanceTimersByTime(600)
    expect(became([read, write])).toEqual(['refused', 'waiting'])
    leave(door, callers[0] as Somebody)
    expect(write.became).toBe('inside')
    vi.advanceTimersByTime(10_000)
    expect(became([read, write])).toEqual(['refused', 'inside'])
  })

  test('takes turns among kinds, so that a flood of one keeps none of the other out', () => {
    const door = doorFor(LIMITS)
    const reads = Array.from({ length: 7 }, (_, n) => comeTo(door, `r${n}`))
    const writes = Array.from({ length: 3 }, (_, n) => comeTo(door, `w${n}`, 'write'))
    for (const read of reads.slice(0, 3)) leave(door, read)
    expect(became(writes)).toEqual(['inside', 'inside', 'waiting'])
    expect(reads[4]?.became).toBe('inside')
  })

  test('makes room for another while somebody stands still', () => {
    const door = doorFor(LIMITS)
    const callers = Array.from({ length: 5 }, (_, n) => comeTo(door, `a${n}`))
    door.stand(callers[0] as Somebody, true)
    expect(callers[4]?.became).toBe('inside')
    expect(door.counts()).toEqual({ inside: 4, aside: 1, waiting: 0 })
    door.stand(callers[0] as Somebody, false)
    expect(door.counts()).toEqual({ inside: 5, aside: 0, waiting: 0 })
  })

  test('lets more in, or fewer, when told to', () => {
    const door = doorFor(LIMITS)
    const callers = Array.from({ length: 7 }, (_, n) => comeTo(door, `a${n}`))
    door.allow(6)
    expect(became(callers)).toEqual([...Array(6).fill('inside'), 'waiting'])
    door.allow(2)
    for (const caller of callers.slice(0, 4)) leave(door, caller)
    expect(callers[6]?.became).toBe('waiting')
    leave(door, callers[4] as Somebody)
    expect(callers[6]?.became).toBe('inside')
  })

  test('goes on when somebody leaves on entering, or breaks', () => {
    const door = doorFor(LIMITS)
    const callers = Array.from({ length: 4 }, (_, n) => comeTo(door, `a${n}`))
    const brief = { from: 'b', kind: 'read', enter: () => door.leave(brief), refuse: () => {} }
    const breaking = {
      ...{ from: 'c', kind: 'read', refuse: () => {} },
      enter: () => {
        throw new Error('broken')
      },
    }
    door.come(brief)
    door.come(breaking)
    const last = comeTo(door, 'd')
    expect(() => door.leave(callers[0] as Somebody)).toThrow('broken')
    door.leave(breaking)
    expect(last.became).toBe('inside')
  })

  test('never holds more than it may, forgets nobody, and is empty when all are gone, whatever they do', () => {
    const step = fc.record({
      does: fc.constantFrom('come', 'come', 'leave', 'twice', 'aside', 'back', 'time'),
      who: fc.nat(60),
      from: fc.constantFrom('a', 'b', 'c', 'd'),
      kind: fc.constantFrom('read', 'write'),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const door = doorFor(LIMITS)
        const callers: Somebody[] = []
        const asides = new Set<Somebody>()
        const those = (what: string) => callers.filter((caller) => caller.became === what)
        for (const { does, who, from, kind } of steps) {
          const here = callers.filter((caller) => caller.became !== 'refused')
          const one = here[who % Math.max(1, here.length)]
          if (does === 'come') callers.push(comeTo(door, from, kind))
          else if (does === 'time') vi.advanceTimersByTime(who * 20)
          else if (!one) continue
          else if (does === 'leave') leave(door, one)
          else if (does === 'twice') for (const _ of [1, 2]) leave(door, one)
          else door.stand(one, does === 'aside')
          for (const caller of callers)
            if (door.aside.has(caller)) asides.add(caller)
            else if (caller.became !== 'inside') asides.delete(caller)
          const { inside, aside, waiting } = door.counts()
          expect(inside + aside).toBe(those('inside').length)
          expect(waiting).toBe(those('waiting').length)
          expect(inside).toBeLessThanOrEqual(LIMITS.most + asides.size)
          for (const name of ['read', 'write'])
            expect(those('waiting').filter((caller) => caller.kind === name).length).toBeLessThanOrEqual(3)
          // Nobody waits who could be inside.
          if (inside < LIMITS.most)
            for (const { from } of those('waiting'))
              expect([...door.inside].filter((other) => other.from === from).length).toBeGreaterThanOrEqual(2)
        }
        for (const caller of callers) leave(door, caller)
        expect(door.counts()).toEqual({ inside: 0, aside: 0, waiting: 0 })
        vi.clearAllTimers()
      }),
      { numRuns: 300 },
    )
  })
})
